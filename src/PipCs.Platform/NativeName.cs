using System.Text;

namespace PipCs.Platform;

/// <summary>Names and paths in the system's form: UTF-8 bytes that end with a zero byte.</summary>
public static class NativeName
{
    /// <summary>Encodes a name or path, with the zero byte at its end.</summary>
    /// <exception cref="IOException">It contains a NUL character, which no name on a disk can; the message shows it escaped.</exception>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            throw PlatformError.From(Errno.Invalid, text.ToString());
        }

        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Encodes into a buffer if it fits, else into a new array; the result ends with the zero byte.</summary>
    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text, Span<byte> buffer)
    {
        if (text.Contains('\0') || Encoding.UTF8.GetMaxByteCount(text.Length) + 1 > buffer.Length)
        {
            return Encode(text);
        }

        var length = Encoding.UTF8.GetBytes(text, buffer);
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }
}
