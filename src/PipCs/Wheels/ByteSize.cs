using System.Globalization;

namespace PipCs.Wheels;

/// <summary>Sizes in pip's words.</summary>
internal static class ByteSize
{
    /// <summary><c>12 kB</c>, <c>1.2 MB</c>, <c>345 bytes</c>.</summary>
    internal static string Format(long bytes) => bytes switch
    {
        > 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        > 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} kB"),
        > 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
