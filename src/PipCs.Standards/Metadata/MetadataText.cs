using System.Text;
using System.Text.Unicode;

namespace PipCs.Standards.Metadata;

/// <summary>The texts of core metadata.</summary>
internal static class MetadataText
{
    /// <summary>Decodes UTF-8; other bytes are read as Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    /// <summary>
    /// A value's continuation lines without the indentation that they share, as <c>importlib.metadata</c> repairs them:
    /// the first line counts as indented by eight.
    /// </summary>
    public static string Dedent(string value)
    {
        if (!value.Contains('\n', StringComparison.Ordinal))
        {
            return value;
        }

        string[] lines = (new string(' ', 8) + value).Split('\n');
        string? margin = null;
        for (int i = 0; i < lines.Length; i++)
        {
            int indent = IndentOf(lines[i]);
            if (indent == lines[i].Length)
            {
                lines[i] = "";
                continue;
            }

            margin = margin is null ? lines[i][..indent] : margin[..margin.AsSpan().CommonPrefixLength(lines[i].AsSpan(0, indent))];
        }

        if (margin is { Length: > 0 })
        {
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = lines[i].StartsWith(margin, StringComparison.Ordinal) ? lines[i][margin.Length..] : lines[i];
            }
        }

        return string.Join('\n', lines);
    }

    private static int IndentOf(string line)
    {
        int indent = line.AsSpan().IndexOfAnyExcept(' ', '\t');
        return indent < 0 ? line.Length : indent;
    }
}
