using System.Globalization;
using System.Text;

namespace PipCs.Diagnostics;

/// <summary>Text as Python's <c>repr</c> shows it, which pip's messages use.</summary>
public static class PythonText
{
    /// <summary>A string in quotes, with escapes.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when character == quote => result.Append('\\').Append(character),
                < ' ' or '\x7f' or (> '\x7f' and < '\xa1') or '\xad' => result.Append("\\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture)),
                _ => result.Append(character),
            };
        }

        return result.Append(quote).ToString();
    }

    /// <summary>Several strings in quotes, with commas between them.</summary>
    public static string QuoteAll(IReadOnlyList<string>? texts)
    {
        var result = new StringBuilder();
        foreach (var text in texts ?? [])
        {
            result.Append(result.Length == 0 ? "" : ", ").Append(Quote(text));
        }

        return result.ToString();
    }
}
