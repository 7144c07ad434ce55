using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>Whether an interpreter's packages are another tool's business (Externally managed environments, PEP 668).</summary>
public static class ExternallyManaged
{
    private const string FileName = "EXTERNALLY-MANAGED";
    private const string Section = "externally-managed";

    /// <summary>Throws if the interpreter's packages are externally managed; those of virtual environments never are.</summary>
    /// <param name="interpreter">The interpreter.</param>
    /// <param name="environmentVariable">Gives the variables that choose the language of the message (<c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>).</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">They are externally managed; the message is the distributor's in pip's frame.</exception>
    public static void Check(Interpreter interpreter, Func<string, string?> environmentVariable)
    {
        ArgumentNullException.ThrowIfNull(interpreter);
        ArgumentNullException.ThrowIfNull(environmentVariable);
        if (interpreter.IsVirtualEnvironment || NativeFile.ReadAll(Path.Join(interpreter.StandardLibrary, FileName), out var content) != Errno.None)
        {
            return;
        }

        throw Errors.ExternallyManaged(interpreter.Prefix, ReadMessage(Encoding.UTF8.GetString(content), Language(environmentVariable)));
    }

    /// <summary>Finds the message in a language: <c>Error-de_DE</c>, <c>Error-de</c>, <c>Error</c>; null where the file has none.</summary>
    internal static string? ReadMessage(string text, string? language)
    {
        var values = ReadSection(text);
        foreach (var key in Keys(language))
        {
            if (values.TryGetValue(key, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static IEnumerable<string> Keys(string? language)
    {
        if (!string.IsNullOrEmpty(language))
        {
            yield return "error-" + language;
            foreach (var separator in "-_")
            {
                var end = language.IndexOf(separator, StringComparison.Ordinal);
                if (end >= 0)
                {
                    yield return "error-" + language[..end];
                }
            }
        }

        yield return "error";
    }

    private static string? Language(Func<string, string?> variable)
    {
        foreach (var name in (ReadOnlySpan<string>)["LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (variable(name) is { Length: > 0 } value)
            {
                var language = value.Split('.', '@')[0];
                return language is "C" or "POSIX" ? null : language.ToLowerInvariant();
            }
        }

        return null;
    }

    // As in Python's configparser: keys in lower case, indented lines continue the value, blank lines within it stay.
    private static Dictionary<string, string> ReadSection(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var isOurs = false;
        string? key = null;
        var value = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.AsSpan().TrimStart() is ['#' or ';', ..])
            {
                continue;
            }

            if (key is not null && (line.Length == 0 || char.IsWhiteSpace(line[0])))
            {
                value.Append('\n').Append(line.AsSpan().Trim());
                continue;
            }

            if (line.Length == 0)
            {
                continue;
            }

            Keep();
            if (line[0] == '[')
            {
                isOurs = string.Equals(line, $"[{Section}]", StringComparison.Ordinal);
                continue;
            }

            var separator = line.AsSpan().IndexOfAny('=', ':');
            if (isOurs && separator > 0)
            {
                key = line[..separator].Trim().ToLowerInvariant();
                value.Append(line.AsSpan(separator + 1).Trim());
            }
        }

        Keep();
        return values;

        void Keep()
        {
            if (key is not null)
            {
                values[key] = value.ToString().TrimEnd('\n');
                key = null;
                value.Clear();
            }
        }
    }
}
