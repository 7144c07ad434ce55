using System.Text;

namespace PipCs.Diagnostics;

/// <summary>Text as Python's <c>repr</c> shows it, which pip's messages use.</summary>
public static class PythonRepr
{
    /// <summary>A string in quotes, with escapes.</summary>
    public static string Quote(ReadOnlySpan<char> text) => PythonQuoting.Quote(text);

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
