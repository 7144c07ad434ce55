using System.Text;
using System.Text.Unicode;
using PipCs.Standards.Text;

namespace PipCs.Standards.RequirementsFiles;

public static partial class RequirementsFile
{
    private const string Utf8Name = "utf-8";

    /// <summary>Decodes a file's bytes: BOM, then a declared <c>coding:</c> in the first two lines, then UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fallback">Gives the encoding of bytes that declare none and are not UTF-8; null where that is an error.</param>
    /// <param name="codec">Decodes encodings other than UTF-8, Latin-1 and ASCII, from Python's name of the codec and the bytes; null for the few encodings of .NET.
    /// It throws <see cref="FormatException"/> for an unknown codec or invalid bytes.</param>
    /// <exception cref="FormatException">The bytes are invalid in that encoding, or the encoding is unknown.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, Func<string>? fallback = null, Func<string, byte[], string>? codec = null)
    {
        if (FindMark(bytes, out int skip) is { } marked)
        {
            return Decode(bytes[skip..], marked, codec);
        }

        ReadOnlySpan<byte> declared = FindDeclaration(bytes);
        return Decode(bytes, !declared.IsEmpty ? Encoding.ASCII.GetString(declared) : fallback is not null && !Utf8.IsValid(bytes) ? fallback() : Utf8Name, codec);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string name, Func<string, byte[], string>? codec)
    {
        Encoding? encoding = FindEncoding(name, knowsMore: codec is null);
        if (encoding is null)
        {
            return codec is null ? throw new FormatException($"unknown encoding: {name}") : codec(name, bytes.ToArray());
        }

        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            string first = exception.BytesUnknown is { Length: > 0 } unknown ? $"0x{unknown[0]:x2}" : "bytes";
            string problem = (encoding is UTF8Encoding ? PythonCodec.DescribeInvalidUtf8(bytes) : null)
                ?? $"'{name}' codec can't decode byte {first} in position {exception.Index}";
            throw new FormatException(problem, exception);
        }
    }

    /// <summary>Python's name of the encoding whose byte order mark the bytes begin with; null where there is none.</summary>
    private static string? FindMark(ReadOnlySpan<byte> bytes, out int length)
    {
        // UTF-32 before UTF-16: the mark of the one begins with that of the other.
        (length, string? name) = bytes switch
        {
            [0xef, 0xbb, 0xbf, ..] => (3, Utf8Name),
            [0xff, 0xfe, 0, 0, ..] => (4, "utf-32-le"),
            [0, 0, 0xfe, 0xff, ..] => (4, "utf-32-be"),
            [0xff, 0xfe, ..] => (2, "utf-16-le"),
            [0xfe, 0xff, ..] => (2, "utf-16-be"),
            _ => (0, (string?)null),
        };
        return name;
    }

    /// <summary>The encoding that a comment in the first two lines declares (PEP 263); empty where there is none.</summary>
    private static ReadOnlySpan<byte> FindDeclaration(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < 2 && !bytes.IsEmpty; i++)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (line.IsEmpty || line[0] != '#')
            {
                continue;
            }

            for (int start = line.IndexOf("coding"u8); start >= 0; start = line.IndexOf("coding"u8))
            {
                line = line[(start + 6)..];
                if (line.IsEmpty || line[0] is not ((byte)':' or (byte)'='))
                {
                    continue;
                }

                ReadOnlySpan<byte> name = line[1..].TrimStart(" \t\r\v\f"u8);
                int length = 0;
                while (length < name.Length && (char.IsAsciiLetterOrDigit((char)name[length]) || name[length] is (byte)'-' or (byte)'_' or (byte)'.'))
                {
                    length++;
                }

                if (length > 0)
                {
                    return name[..length];
                }
            }
        }

        return default;
    }

    /// <summary>The .NET encoding that decodes exactly as Python does; null where there is none.</summary>
    /// <param name="name">The name, in Python's spelling.</param>
    /// <param name="knowsMore">Whether encodings that .NET decodes nearly as Python does are accepted too.</param>
    private static Encoding? FindEncoding(string name, bool knowsMore)
    {
        string key = name.ToLowerInvariant().Replace('_', '-');
        string? known = key switch
        {
            "utf-8" or "utf8" or "u8" or "utf" or "utf-8-sig" or "cp65001" => "utf-8",
            "latin-1" or "latin1" or "latin" or "l1" or "iso-8859-1" or "iso8859-1" or "8859" or "cp819" => "iso-8859-1",
            "ascii" or "us-ascii" or "646" or "ansi-x3.4-1968" => "us-ascii",
            "utf-16-le" => "utf-16",
            "utf-16-be" => "utf-16BE",
            "utf-32-le" => "utf-32",
            "utf-32-be" => "utf-32BE",
            _ => knowsMore ? key : null,
        };
        try
        {
            return known is null ? null : Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
