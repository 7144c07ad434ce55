using System.Globalization;

namespace PipCs.Diagnostics;

/// <summary>Sizes as pip prints them.</summary>
public static class ByteSize
{
    /// <summary>Formats a number of bytes: <c>999 bytes</c>, <c>1.5 kB</c>, <c>12 kB</c>, <c>3.4 MB</c>.</summary>
    public static string Format(long bytes) => bytes switch
    {
        > 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        > 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} kB"),
        > 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
