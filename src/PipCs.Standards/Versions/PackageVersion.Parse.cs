using System.Buffers;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>Python refuses to read longer numbers, and so does pip.</summary>
    private const int LongestNumber = 4300;

    /// <summary>Reads a version in any spelling that the specification allows, white space around it included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PackageVersion result)
    {
        if (text.IsEmpty)
        {
            result = default;
            return false;
        }

        if (TryReadKey(text, 0, out VersionRead read) && read.End == text.Length)
        {
            result = read.Version;
            return true;
        }

        if (PythonText.IsSpace(text[0]) || PythonText.IsSpace(text[^1]))
        {
            text = PythonText.Trim(text);
        }

        if (!VersionScanner.Scan(text, 0, allowLocal: true, out VersionScan scan) || scan.End != text.Length)
        {
            result = default;
            return false;
        }

        return TryCreate(text, scan, out result);
    }

    /// <summary>Reads a version from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out PackageVersion result)
    {
        Span<char> buffer = stackalloc char[64];
        if (utf8Text.Length <= buffer.Length && Ascii.ToUtf16(utf8Text, buffer, out int length) == OperationStatus.Done)
        {
            return TryParse(buffer[..length], out result);
        }

        using var text = new Utf8Chars(utf8Text);
        return TryParse(text.Span, out result);
    }

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">It is not a version; the message names it.</exception>
    public static PackageVersion Parse(ReadOnlySpan<char> text)
        => TryParse(text, out PackageVersion result) ? result : throw new FormatException($"Invalid version: {PythonText.Repr(text)}");

    /// <summary>Makes the version that was scanned; false where a number is longer than Python reads.</summary>
    internal static bool TryCreate(ReadOnlySpan<char> text, in VersionScan scan, out PackageVersion version)
    {
        if (scan.EpochEnd == scan.EpochStart && !scan.HasLocal && TryReadKey(text[..scan.End], scan.ReleaseStart, out VersionRead read) && read.End == scan.End)
        {
            version = read.Version;
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

    /// <summary>
    /// Reads in one pass the usual kind of version: a release and its suffix that fit a key. False means only that the text at the position does
    /// not begin with one; an epoch or a local label may follow the part that was read.
    /// </summary>
    internal static bool TryReadKey(ReadOnlySpan<char> text, int position, out VersionRead read)
    {
        read = default;
        var writer = new VersionKey.Writer();
        writer.Write(1, 1);
        uint zeros = 0;
        int length = 0;
        while (true)
        {
            int start = position;
            uint value = 0;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                value = (value * 10) + (uint)(text[position++] - '0');
            }

            // Nine digits fit, and no larger number has a key.
            if (position - start is 0 or > 9)
            {
                return false;
            }

            length++;

            // Trailing zeros are only counted.
            if (value == 0)
            {
                zeros++;
            }
            else
            {
                for (; zeros > 0; zeros--)
                {
                    if (!writer.WriteComponent(0))
                    {
                        return false;
                    }
                }

                if (!writer.WriteComponent(value))
                {
                    return false;
                }
            }

            if (position + 1 >= text.Length || text[position] != '.' || !char.IsAsciiDigit(text[position + 1]))
            {
                break;
            }

            position++;
        }

        if (zeros > VersionKey.SpellingMask || !writer.WriteReleaseEnd())
        {
            return false;
        }

        int end = position;
        ulong bits;
        if (!VersionScanner.MayBeginSuffix(text, position))
        {
            if (!writer.WriteFinal())
            {
                return false;
            }

            bits = writer.Bits;
        }
        else if (TryReadPlainSuffix(text[position..], out VersionKey.Suffix plain))
        {
            end = text.Length;
            if (!TryWrite(plain, writer, out bits))
            {
                return false;
            }
        }
        else if (!TryWriteSuffix(text, writer, ref end, out bits))
        {
            return false;
        }

        read = new VersionRead(bits | zeros, length, position, end);
        return true;
    }

    /// <summary>Reads the usual text after a release, up to the end of the text: one suffix in its normal spelling. False means only that it is spelled otherwise.</summary>
    private static bool TryReadPlainSuffix(ReadOnlySpan<char> text, out VersionKey.Suffix suffix)
    {
        int start = text[0] switch
        {
            'a' or 'b' => 1,
            'r' when text.StartsWith("rc") => 2,
            '.' when text.StartsWith(".dev") => 4,
            '.' when text.StartsWith(".post") => 5,
            _ => text.Length,
        };
        ulong number = 0;
        for (int i = start; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                suffix = default;
                return false;
            }

            number = (number * 10) + digit;
        }

        suffix = start switch
        {
            1 => new() { Pre = text[0] == 'a' ? PreReleaseKind.Alpha : PreReleaseKind.Beta, PreNumber = number },
            2 => new() { Pre = PreReleaseKind.Candidate, PreNumber = number },
            4 => new() { HasDev = true, Dev = number },
            _ => new() { HasPost = true, Post = number },
        };

        // More digits than these fit no key.
        return text.Length - start is > 0 and < 10;
    }

    private static bool TryWrite(in VersionKey.Suffix suffix, VersionKey.Writer writer, out ulong bits)
    {
        bool fits = suffix.Write(ref writer);
        bits = writer.Bits;
        return fits;
    }

    /// <summary>Appends the suffix after a release. The writer is passed by value, so that it stays in registers where there is no suffix.</summary>
    private static bool TryWriteSuffix(ReadOnlySpan<char> text, VersionKey.Writer writer, ref int position, out ulong bits)
    {
        var scan = new VersionScan { End = position };
        VersionScanner.ScanSuffix(text, ref scan);
        position = scan.End;
        bits = 0;
        return VersionNumber.TryParseSmall(text[scan.PreStart..scan.PreEnd], out ulong pre)
            && VersionNumber.TryParseSmall(text[scan.PostStart..scan.PostEnd], out ulong post)
            && VersionNumber.TryParseSmall(text[scan.DevStart..scan.DevEnd], out ulong dev)
            && TryWrite(new VersionKey.Suffix { Pre = scan.Pre, PreNumber = pre, HasPost = scan.HasPost, Post = post, HasDev = scan.HasDev, Dev = dev }, writer, out bits);
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
