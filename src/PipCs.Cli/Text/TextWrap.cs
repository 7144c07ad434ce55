namespace PipCs.Cli.Text;

/// <summary>Breaks text into lines as Python's <c>textwrap.wrap</c> does, so that help breaks where pip's does.</summary>
internal static class TextWrap
{
    /// <summary>Breaks text into lines of at most <paramref name="width"/> characters; white space of any kind counts as a space.</summary>
    internal static List<string> Wrap(string text, int width)
    {
        var chunks = Split(Normalize(text));
        List<string> lines = [];
        var index = 0;
        while (index < chunks.Count)
        {
            List<string> line = [];
            var length = 0;
            if (lines.Count > 0 && IsBlank(chunks[index]))
            {
                index++;
            }

            while (index < chunks.Count && length + chunks[index].Length <= width)
            {
                length += chunks[index].Length;
                line.Add(chunks[index++]);
            }

            if (index < chunks.Count && chunks[index].Length > width)
            {
                BreakLong(chunks, index, line, width - length);
            }

            if (line.Count > 0 && IsBlank(line[^1]))
            {
                line.RemoveAt(line.Count - 1);
            }

            if (line.Count > 0)
            {
                lines.Add(string.Concat(line));
            }
        }

        return lines;
    }

    private static string Normalize(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            result[i] = source[i] is '\t' or '\n' or '\v' or '\f' or '\r' ? ' ' : source[i];
        }
    });

    private static bool IsBlank(string chunk) => chunk.AsSpan().Trim(' ').IsEmpty;

    /// <summary>A chunk wider than a line is cut, after a hyphen where one fits.</summary>
    private static void BreakLong(List<string> chunks, int index, List<string> line, int space)
    {
        var chunk = chunks[index];
        var end = space;
        if (end > 0)
        {
            var hyphen = chunk.LastIndexOf('-', end - 1);
            if (hyphen > 0 && chunk.AsSpan(0, hyphen).IndexOfAnyExcept('-') >= 0)
            {
                end = hyphen + 1;
            }
        }

        line.Add(chunk[..end]);
        chunks[index] = chunk[end..];
    }

    /// <summary>Splits text into chunks that are not broken: spaces, words up to a hyphen between letters, dashes.</summary>
    private static List<string> Split(string text)
    {
        List<string> chunks = [];
        var start = 0;
        while (start < text.Length)
        {
            var end = text[start] == ' ' ? SkipSpaces(text, start) : EndOfChunk(text, start);
            chunks.Add(text[start..end]);
            start = end;
        }

        return chunks;
    }

    private static int SkipSpaces(string text, int index)
    {
        while (index < text.Length && text[index] == ' ')
        {
            index++;
        }

        return index;
    }

    private static int EndOfChunk(string text, int start)
    {
        // A dash of two or more hyphens between words is a chunk of its own.
        if (start > 0 && IsWordPunctuation(text[start - 1]) && DashEnd(text, start) is var dash and > 0 && dash < text.Length && IsWord(text[dash]))
        {
            return dash;
        }

        for (var i = start + 1; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ' ')
            {
                return i;
            }

            // After a hyphen that has a letter or hyphenated word on both sides.
            if (text[i - 1] == '-' && i - 1 > start && IsLetter(text[i]) && IsHyphenBreak(text, start, i))
            {
                return i;
            }

            // Before a dash of two or more hyphens that is followed by a word.
            if (IsWordPunctuation(text[i - 1]) && DashEnd(text, i) is var end and > 0 && end < text.Length && IsWord(text[end]))
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>Two letters before the hyphen (or letter, hyphen, letter), and a letter with an optional hyphen and another after it.</summary>
    private static bool IsHyphenBreak(string text, int start, int next)
    {
        var hyphen = next - 1;
        var before = (hyphen - 2 >= 0 && IsLetter(text[hyphen - 1]) && IsLetter(text[hyphen - 2]))
            || (hyphen - 3 >= 0 && IsLetter(text[hyphen - 1]) && text[hyphen - 2] == '-' && IsLetter(text[hyphen - 3]));
        var following = next + 1 < text.Length && (IsLetter(text[next + 1]) || (text[next + 1] == '-' && next + 2 < text.Length && IsLetter(text[next + 2])));
        return before && following && hyphen > start;
    }

    /// <summary>The end of a run of two or more hyphens that begins here; 0 where there is none.</summary>
    private static int DashEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] == '-')
        {
            end++;
        }

        return end - start >= 2 ? end : 0;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static bool IsWordPunctuation(char character) => IsWord(character) || character is '!' or '"' or '\'' or '&' or '.' or ',' or '?';

    private static bool IsLetter(char character) => char.IsLetter(character) || character == '_';
}
