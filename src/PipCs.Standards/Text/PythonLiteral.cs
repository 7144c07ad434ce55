using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PipCs.Standards.Text;

/// <summary>The value of a Python string literal, of which markers consist.</summary>
internal static class PythonLiteral
{
    /// <summary>Reads the text between the quotes; false where Python would refuse it. <c>\N{name}</c> is refused too.</summary>
    public static bool TryRead(ReadOnlySpan<char> body, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (body.IndexOfAny("\\\n\r\0") < 0)
        {
            value = body.ToString();
            return true;
        }

        var builder = new StringBuilder(body.Length);
        int position = 0;
        while (position < body.Length)
        {
            char c = body[position++];
            if (c is '\n' or '\r' or '\0' || (c == '\\' && !TryReadEscape(body, ref position, builder)))
            {
                return false;
            }

            if (c != '\\')
            {
                builder.Append(c);
            }
        }

        value = builder.ToString();
        return true;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> body, ref int position, StringBuilder builder)
    {
        if (position == body.Length)
        {
            return false;
        }

        char c = body[position++];
        switch (c)
        {
            case '\r':
                position += position < body.Length && body[position] == '\n' ? 1 : 0;
                return true;
            case '\n':
                return true;
            case '\0' or 'N':
                return false;
            case 'x':
                return TryReadHex(body, ref position, 2, builder);
            case 'u':
                return TryReadHex(body, ref position, 4, builder);
            case 'U':
                return TryReadHex(body, ref position, 8, builder);
            case >= '0' and <= '7':
                int octal = c - '0';
                for (int i = 0; i < 2 && position < body.Length && body[position] is >= '0' and <= '7'; i++)
                {
                    octal = (octal * 8) + (body[position++] - '0');
                }

                builder.Append((char)octal);
                return true;
        }

        int simple = "\\'\"abfnrtv".IndexOf(c, StringComparison.Ordinal);
        _ = simple < 0 ? builder.Append('\\').Append(c) : builder.Append("\\'\"\a\b\f\n\r\t\v"[simple]);
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<char> body, ref int position, int length, StringBuilder builder)
    {
        if (body.Length - position < length
            || !uint.TryParse(body.Slice(position, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint codePoint)
            || codePoint > 0x10FFFF)
        {
            return false;
        }

        position += length;
        _ = codePoint < 0x10000 ? builder.Append((char)codePoint) : builder.Append(char.ConvertFromUtf32((int)codePoint));
        return true;
    }
}
