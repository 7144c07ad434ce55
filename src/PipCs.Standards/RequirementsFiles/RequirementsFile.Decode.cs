using System.Text;
using System.Text.Unicode;
using PipCs.Standards.Text;

namespace PipCs.Standards.RequirementsFiles;

public static partial class RequirementsFile
{
    /// <summary>Decodes a file's bytes: BOM, then a declared <c>coding:</c> in the first two lines, then UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fallback">Names the encoding of bytes that declare none and are not UTF-8; null where that is an error.</param>
    /// <exception cref="FormatException">The bytes are not of that encoding, or the encoding is not known.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, Func<string>? fallback = null)
    {
        Encoding? declared = Detect(bytes, out int skip, out string name);
        if (declared is null && fallback is not null && !Utf8.IsValid(bytes))
        {
            name = fallback();
            declared = FindEncoding(name);
        }

        Encoding encoding = declared ?? FindEncoding(name);
        try
        {
            return encoding.GetString(bytes[skip..]);
        }
        catch (DecoderFallbackException exception)
        {
            string first = exception.BytesUnknown is { Length: > 0 } unknown ? $"0x{unknown[0]:x2}" : "bytes";
            string problem = (encoding is UTF8Encoding ? PythonCodec.DescribeInvalidUtf8(bytes[skip..]) : null)
                ?? $"'{name}' codec can't decode byte {first} in position {exception.Index}";
            throw new FormatException(problem, exception);
        }
    }

    /// <summary>The encoding that a mark or a comment at the beginning declares; null for none.</summary>
    private static Encoding? Detect(ReadOnlySpan<byte> bytes, out int skip, out string name)
    {
        // UTF-32 before UTF-16: the mark of the one begins with that of the other.
        skip = 4;
        name = "utf-32";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]))
        {
            return new UTF32Encoding(bigEndian: bytes[0] == 0, byteOrderMark: false, throwOnInvalidCharacters: true);
        }

        skip = 2;
        name = "utf-16";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return new UnicodeEncoding(bigEndian: bytes[0] == 0xfe, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        skip = bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? 3 : 0;
        name = "utf-8";
        ReadOnlySpan<byte> declared = skip == 0 ? FindDeclaration(bytes) : default;
        if (!declared.IsEmpty)
        {
            name = Encoding.ASCII.GetString(declared);
        }

        return skip == 0 && declared.IsEmpty ? null : FindEncoding(name);
    }

    /// <summary>The encoding that a comment in the first two lines declares, as PEP 263 has it; empty where there is none.</summary>
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

    private static Encoding FindEncoding(string name)
    {
        // Python writes some names otherwise than IANA does.
        string key = name.ToLowerInvariant().Replace('_', '-');
        string known = key switch
        {
            "utf8" or "u8" or "utf" or "utf-8-sig" or "cp65001" => "utf-8",
            "latin-1" or "latin1" or "latin" or "l1" or "iso8859-1" or "8859" or "cp819" => "iso-8859-1",
            "ascii" or "646" or "ansi-x3.4-1968" => "us-ascii",
            "utf16" or "u16" => "utf-16",
            "utf32" or "u32" => "utf-32",
            _ => key,
        };
        try
        {
            return Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"unknown encoding: {name}", exception);
        }
    }
}
