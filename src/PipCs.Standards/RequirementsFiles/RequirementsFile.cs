using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.RequirementsFiles;

/// <summary>The syntax of requirements files (pip's documentation, "Requirements File Format"). The caller reads the files of <c>-r</c> and <c>-c</c>.</summary>
public static partial class RequirementsFile
{
    /// <summary>Reads all logical lines.</summary>
    /// <param name="content">The decoded content.</param>
    /// <param name="environmentVariable">Gives the value of <c>${NAME}</c>, or null where it is not set.</param>
    /// <exception cref="RequirementsFileException">A line's options cannot be read; it carries the line.</exception>
    public static IReadOnlyList<RequirementsLine> Parse(string content, Func<string, string?> environmentVariable)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(environmentVariable);
        var lines = new List<RequirementsLine>();
        foreach ((int number, string joined) in Join(content))
        {
            string line = PythonText.Trim(WithoutComment(joined)).ToString();
            if (line.Length > 0)
            {
                line = ExpandVariables(line, environmentVariable);
                lines.Add(ReadLine(number, line));
            }
        }

        return lines;
    }

    /// <summary>Joins lines that end in a backslash with the next, unless they are comments.</summary>
    private static List<(int Number, string Line)> Join(string content)
    {
        var result = new List<(int, string)>();
        StringBuilder? pending = null;
        int first = 0;
        int number = 0;
        foreach (Range range in new PythonLines(content))
        {
            number++;
            ReadOnlySpan<char> line = content.AsSpan(range);
            bool isComment = IsComment(line);
            if (!isComment && line.EndsWith("\\", StringComparison.Ordinal))
            {
                first = pending is null ? number : first;
                (pending ??= new StringBuilder()).Append(line.Trim('\\'));
                continue;
            }

            // The blank keeps a comment a comment where it is joined to something.
            string text = isComment ? string.Concat(" ", line) : line.ToString();
            result.Add(pending is null ? (number, text) : (first, pending.Append(text).ToString()));
            pending = null;
        }

        if (pending is not null)
        {
            result.Add((first, pending.ToString()));
        }

        return result;
    }

    private static bool IsComment(ReadOnlySpan<char> line)
    {
        foreach (char c in line)
        {
            if (!PythonText.IsSpace(c))
            {
                return c == '#';
            }
        }

        return false;
    }

    /// <summary>A comment begins with a <c>#</c> at the beginning or after white space.</summary>
    private static ReadOnlySpan<char> WithoutComment(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || PythonText.IsSpace(line[i - 1])))
            {
                return line.AsSpan(0, i);
            }
        }

        return line;
    }

    /// <summary>Puts in the values of <c>${NAME}</c>; those not set or empty stay as they are.</summary>
    private static string ExpandVariables(string line, Func<string, string?> environmentVariable)
    {
        string result = line;
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        int position = 0;
        while ((position = line.IndexOf("${", position, StringComparison.Ordinal)) >= 0)
        {
            int end = position + 2;
            while (end < line.Length && (char.IsAsciiLetterUpper(line[end]) || char.IsAsciiDigit(line[end]) || line[end] == '_'))
            {
                end++;
            }

            if (end > position + 2 && end < line.Length && line[end] == '}')
            {
                // All of one name are replaced at once; once more only where a value has brought in others.
                string name = line[(position + 2)..end];
                if (replaced.Add(name) && environmentVariable(name) is { Length: > 0 } value)
                {
                    result = result.Replace(line[position..(end + 1)], value, StringComparison.Ordinal);
                    if (value.Contains("${", StringComparison.Ordinal))
                    {
                        replaced.Clear();
                    }
                }

                end++;
            }

            position = end;
        }

        return result;
    }

    private static RequirementsLine ReadLine(int number, string line)
    {
        int options = line.StartsWith('-') ? 0 : line.IndexOf(" -", StringComparison.Ordinal) + 1;
        if (options == 0 && !line.StartsWith('-'))
        {
            return new RequirementsLine(number, line, [], line);
        }

        string arguments = options == 0 ? "" : line[..(options - 1)];
        string optionsText = line[options..];
        if (!ShellWords.TrySplit(optionsText, out List<string>? words))
        {
            throw new RequirementsFileException(number, line, $"Could not split options: {optionsText}");
        }

        return RequirementsOptions.TryRead(words, out List<KeyValuePair<string, string>>? read, out string? error)
            ? new RequirementsLine(number, arguments, read, line)
            : throw new RequirementsFileException(number, line, error, isOptionError: true);
    }
}
