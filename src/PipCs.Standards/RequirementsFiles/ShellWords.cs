using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PipCs.Standards.RequirementsFiles;

/// <summary>Splits a text as a POSIX shell does, and Python's <c>shlex.split</c>.</summary>
internal static class ShellWords
{
    /// <summary>Splits; false where a quotation is not closed, or a backslash ends the text.</summary>
    public static bool TrySplit(string text, [NotNullWhen(true)] out List<string>? words)
    {
        words = [];
        StringBuilder? word = null;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && c is ' ' or '\t' or '\r' or '\n')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }

                continue;
            }

            word ??= new StringBuilder();
            if (c == '\\' && quote != '\'')
            {
                if (++i == text.Length)
                {
                    return false;
                }

                // Between double quotes a backslash only escapes itself and the quote.
                _ = quote == '"' && text[i] is not ('"' or '\\') ? word.Append('\\').Append(text[i]) : word.Append(text[i]);
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else
            {
                word.Append(c);
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return quote == '\0';
    }
}
