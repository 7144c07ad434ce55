using System.Globalization;

namespace PipCs.Index.Downloads;

/// <summary>Sizes as pip writes them: <c>1.6 MB</c>, <c>45 kB</c>, <c>1.2 kB</c>, <c>17 bytes</c>.</summary>
internal static class ByteCount
{
    internal static string Format(long bytes)
        => bytes > 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB")
        : bytes > 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} kB")
        : bytes > 1000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
}
