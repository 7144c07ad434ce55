using System.Text;

namespace PipCs.Cli.Help;

/// <summary>Folds lines that are too wide for the terminal at spaces, as rich does with the help that pip hands it.</summary>
internal static class WordFold
{
    /// <summary>Folds every line of a text, which may have colours in it that take no room.</summary>
    internal static string Fold(string text, int width)
    {
        var result = new StringBuilder(text.Length + 16);
        var first = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!first)
            {
                result.Append('\n');
            }

            first = false;
            if (Measure(line) <= width)
            {
                result.Append(line);
            }
            else
            {
                FoldLine(result, line, width);
            }
        }

        return result.ToString();
    }

    private static void FoldLine(StringBuilder result, ReadOnlySpan<char> line, int width)
    {
        var column = 0;
        while (!line.IsEmpty)
        {
            var word = line[..EndOfWord(line)];
            var length = Measure(word.TrimEnd(' '));
            if (column > 0 && column + length > width)
            {
                TrimPast(result, column - width);
                result.Append('\n');
                column = 0;
            }

            line = line[word.Length..];
            while (column == 0 && Measure(word) > width && !word.Contains('\e') && word.TrimEnd(' ').Length > width)
            {
                result.Append(word[..width]).Append('\n');
                word = word[width..];
            }

            result.Append(word);
            column += Measure(word);
        }

        TrimPast(result, column - width);
    }

    /// <summary>Removes spaces past the edge.</summary>
    private static void TrimPast(StringBuilder result, int excess)
    {
        while (excess-- > 0 && result.Length > 0 && result[^1] == ' ')
        {
            result.Length--;
        }
    }

    private static int EndOfWord(ReadOnlySpan<char> line)
    {
        var index = 0;
        while (index < line.Length && line[index] == ' ')
        {
            index++;
        }

        while (index < line.Length && line[index] != ' ')
        {
            index++;
        }

        while (index < line.Length && line[index] == ' ')
        {
            index++;
        }

        return index;
    }

    private static int Measure(ReadOnlySpan<char> text)
    {
        var width = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\e')
            {
                i += int.Max(0, text[i..].IndexOf('m'));
            }
            else
            {
                width++;
            }
        }

        return width;
    }
}
