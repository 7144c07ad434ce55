using System.Globalization;

namespace PipCs.Cli.Parsing;

/// <summary>Reads amounts with units: spans of time (<c>90</c>, <c>12h</c>, <c>7d</c>) and sizes (<c>5GB</c>, <c>1.5GiB</c>).</summary>
internal static class Quantity
{
    private static readonly (string Unit, double Seconds)[] Times = [("", 1), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)];

    // KB is 1000 bytes as in pip's messages, KiB 1024.
    private static readonly (string Unit, double Bytes)[] Sizes =
    [
        ("", 1), ("b", 1), ("k", 1e3), ("kb", 1e3), ("kib", 1024), ("m", 1e6), ("mb", 1e6), ("mib", 1024 * 1024),
        ("g", 1e9), ("gb", 1e9), ("gib", 1024L * 1024 * 1024), ("t", 1e12), ("tb", 1e12), ("tib", 1024L * 1024 * 1024 * 1024),
    ];

    internal static bool TryReadDuration(string text, out TimeSpan duration)
    {
        var isValid = TryRead(text, Times, out var seconds) && seconds <= TimeSpan.MaxValue.TotalSeconds / 2;
        duration = isValid ? TimeSpan.FromSeconds(seconds) : default;
        return isValid;
    }

    internal static bool TryReadSize(string text, out long size)
    {
        var isValid = TryRead(text, Sizes, out var bytes) && bytes <= long.MaxValue / 2;
        size = isValid ? (long)bytes : 0;
        return isValid;
    }

    private static bool TryRead(string text, (string Unit, double Factor)[] units, out double amount)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.LastIndexOfAnyInRange('0', '9') + 1;
        var unit = trimmed[end..].Trim();
        amount = 0;
        if (!double.TryParse(trimmed[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        foreach (var (name, factor) in units)
        {
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                amount = number * factor;
                return true;
            }
        }

        return false;
    }
}
