using System.Buffers;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>Python refuses to read longer numbers, and so does pip.</summary>
    private const int LongestNumber = 4300;

    /// <summary>Reads a version in any spelling that the specification allows, white space around it included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PackageVersion version)
    {
        if (text.IsEmpty)
        {
            version = default;
            return false;
        }

        if (PythonText.IsSpace(text[0]) || PythonText.IsSpace(text[^1]))
        {
            text = PythonText.Trim(text);
        }

        if (!VersionScanner.Scan(text, 0, allowLocal: true, out VersionScan scan) || scan.End != text.Length)
        {
            version = default;
            return false;
        }

        return TryCreate(text, scan, out version);
    }

    /// <summary>Reads a version from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out PackageVersion version)
    {
        char[]? rented = null;
        Span<char> buffer = utf8Text.Length <= 128 ? stackalloc char[128] : (rented = ArrayPool<char>.Shared.Rent(utf8Text.Length));
        bool parsed = Encoding.UTF8.TryGetChars(utf8Text, buffer, out int length);
        version = default;
        parsed = parsed && TryParse(buffer[..length], out version);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return parsed;
    }

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">It is not a version; the message names it.</exception>
    public static PackageVersion Parse(ReadOnlySpan<char> text)
        => TryParse(text, out PackageVersion version) ? version : throw new FormatException($"Invalid version: {PythonText.Repr(text)}");

    /// <summary>Makes the version that was scanned; false where a number is longer than Python reads.</summary>
    internal static bool TryCreate(ReadOnlySpan<char> text, in VersionScan scan, out PackageVersion version)
    {
        if (scan.EpochEnd == scan.EpochStart && !scan.HasLocal && scan.ReleaseLength <= 12 && TryCreateKey(text, scan, out version))
        {
            return true;
        }

        if (scan.End - scan.ReleaseStart > LongestNumber && HasOverlongNumber(text[..scan.End]))
        {
            version = default;
            return false;
        }

        version = FromLong(LongVersion.FromScan(text, scan));
        return true;
    }

    private static bool TryCreateKey(ReadOnlySpan<char> text, in VersionScan scan, out PackageVersion version)
    {
        Span<ulong> release = stackalloc ulong[12];
        int length = 0;
        int digits = 0;
        ulong value = 0;
        int zeros = 0;
        for (int i = scan.ReleaseStart; i <= scan.ReleaseEnd; i++)
        {
            if (i < scan.ReleaseEnd && text[i] != '.')
            {
                value = (value * 10) + (uint)(text[i] - '0');
                digits++;
                continue;
            }

            if (digits > 19)
            {
                version = default;
                return false;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            release[length++] = value;
            value = 0;
            digits = 0;
        }

        version = default;
        if (zeros > (int)VersionKey.SpellingMask
            || !VersionNumber.TryParseSmall(text[scan.PreStart..scan.PreEnd], out ulong pre)
            || !VersionNumber.TryParseSmall(text[scan.PostStart..scan.PostEnd], out ulong post)
            || !VersionNumber.TryParseSmall(text[scan.DevStart..scan.DevEnd], out ulong dev))
        {
            return false;
        }

        ulong key = VersionKey.Encode(release[..length], new VersionKey.Suffix
        {
            Pre = scan.Pre,
            PreNumber = pre,
            HasPost = scan.HasPost,
            Post = post,
            HasDev = scan.HasDev,
            Dev = dev,
        });
        version = new PackageVersion(key | (uint)zeros, null);
        return key != 0;
    }

    private static bool HasOverlongNumber(ReadOnlySpan<char> text)
    {
        int run = 0;
        foreach (char c in text)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            if (run > LongestNumber)
            {
                return true;
            }
        }

        return false;
    }
}
