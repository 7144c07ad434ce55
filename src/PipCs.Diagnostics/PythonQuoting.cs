using System.Globalization;
using System.Text;

namespace PipCs.Diagnostics;

/// <summary>
/// Text in the form of Python's <c>repr</c>. This file is also compiled into <c>PipCs.Standards</c>, whose package has no references.
/// </summary>
internal static class PythonQuoting
{
    /// <summary>The text in quotes, with escapes for unprintable characters.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var builder = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote || c == '\\')
            {
                builder.Append('\\').Append(c);
            }
            else if (c is >= ' ' and < '\x7f')
            {
                builder.Append(c);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                AppendCodePoint(builder, char.ConvertToUtf32(c, text[++i]));
            }
            else
            {
                AppendCodePoint(builder, c);
            }
        }

        return builder.Append(quote).ToString();
    }

    private static void AppendCodePoint(StringBuilder builder, int codePoint)
    {
        switch (codePoint)
        {
            case '\n':
                builder.Append("\\n");
                break;
            case '\r':
                builder.Append("\\r");
                break;
            case '\t':
                builder.Append("\\t");
                break;
            default:
                if (IsPrintable(codePoint))
                {
                    builder.Append(char.ConvertFromUtf32(codePoint));
                }
                else if (codePoint < 0x100)
                {
                    builder.Append("\\x").Append(codePoint.ToString("x2", CultureInfo.InvariantCulture));
                }
                else if (codePoint < 0x10000)
                {
                    builder.Append("\\u").Append(codePoint.ToString("x4", CultureInfo.InvariantCulture));
                }
                else
                {
                    builder.Append("\\U").Append(codePoint.ToString("x8", CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private static bool IsPrintable(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
