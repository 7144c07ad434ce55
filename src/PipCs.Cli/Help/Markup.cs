using System.Text;

namespace PipCs.Cli.Help;

/// <summary>
/// The small markup language of help, the same as pip writes for rich:
/// <c>[style]text[/]</c>, and <c>\[</c> for a plain bracket. pip breaks lines with the
/// marks counted in, so they must be present for lines to be broken in the same places.
/// </summary>
internal static class Markup
{
    /// <summary>Puts a backslash before brackets that would be read as a mark.</summary>
    internal static string Escape(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && IsTag(text, i, out _))
            {
                result.Append('\\');
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    /// <summary>Turns marks into terminal colours, or into nothing.</summary>
    internal static string Render(string text, bool coloured)
    {
        var result = new StringBuilder(text.Length);
        var style = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '[' && IsTag(text, i + 1, out _))
            {
                result.Append('[');
                i++;
            }
            else if (text[i] == '[' && IsTag(text, i, out var end))
            {
                var tag = text.AsSpan(i + 1, end - i - 1);
                style = tag is "/" ? "" : FindStyle(tag);
                result.Append(!coloured ? "" : tag is "/" ? "\e[0m" : style);
                i = end;
            }
            else if (text[i] == '\n' && coloured && style.Length > 0)
            {
                result.Append("\e[0m\n").Append(style);
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static string FindStyle(ReadOnlySpan<char> tag) => tag switch
    {
        "optparse.shortargs" => "\e[32m",
        "optparse.longargs" => "\e[36m",
        "optparse.groups" => "\e[1;34m",
        "optparse.metavar" => "\e[33m",
        _ => "",
    };

    private static bool IsTag(string text, int start, out int end)
    {
        end = text.IndexOf(']', start);
        return end > start + 1 && text[start + 1] is (>= 'a' and <= 'z') or '#' or '/' or '@';
    }
}
