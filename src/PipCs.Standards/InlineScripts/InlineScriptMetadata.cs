using System.Text;
using PipCs.Standards.Text;
using PipCs.Standards.Toml;

namespace PipCs.Standards.InlineScripts;

/// <summary>The requirements that a single-file script declares in its comments (Inline script metadata, PEP 723).</summary>
public sealed record InlineScriptMetadata
{
    private const string Opening = "# /// ";
    private const string Closing = "# ///";

    /// <summary>The Python versions that the script supports, as written; null for any.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The requirements, as written.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>The <c>tool</c> table, or null.</summary>
    public TomlTable? Tool { get; init; }

    /// <summary>Reads a script's metadata; null where it has none.</summary>
    /// <exception cref="FormatException">There are several blocks, or the block is not TOML or not of the right types.</exception>
    public static InlineScriptMetadata? Parse(string script) => FindBlocks(script) switch
    {
        [] => null,
        [string block] => FromToml(TomlTable.Parse(block)),
        _ => throw new FormatException("Multiple 'script' blocks found"),
    };

    /// <summary>The TOML of all blocks of one type in a script, in order.</summary>
    /// <param name="script">The script.</param>
    /// <param name="type">The type, which follows <c># ///</c> in a block's first line.</param>
    public static IReadOnlyList<string> FindBlocks(string script, string type = "script")
    {
        ArgumentNullException.ThrowIfNull(script);
        var blocks = new List<string>();
        string[] lines = script.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsOpening(lines[i]))
            {
                continue;
            }

            // A block ends at the last closing line among the comment lines that follow.
            int close = 0;
            int end = i + 1;
            for (; end < lines.Length && (lines[end] == "#" || lines[end].StartsWith("# ", StringComparison.Ordinal)); end++)
            {
                close = lines[end] == Closing && end > i + 1 ? end : close;
            }

            if (close > 0 && lines[i].AsSpan(Opening.Length).SequenceEqual(type))
            {
                blocks.Add(Uncomment(string.Join('\n', lines[(i + 1)..close]) + "\n"));
            }

            // These lines have no closing line, so no later block can be closed by one of them.
            i = close > 0 ? close : end - 1;
        }

        return blocks;
    }

    /// <summary>Reads the metadata from a block's TOML.</summary>
    /// <exception cref="FormatException">A value is not of the right type.</exception>
    public static InlineScriptMetadata FromToml(TomlTable block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new()
        {
            RequiresPython = TomlFields.Text(block, "requires-python"),
            Dependencies = TomlFields.Texts(block, "dependencies") ?? [],
            Tool = TomlFields.Table(block, "tool"),
        };
    }

    private static bool IsOpening(string line)
    {
        if (!line.StartsWith(Opening, StringComparison.Ordinal) || line.Length == Opening.Length)
        {
            return false;
        }

        foreach (char c in line.AsSpan(Opening.Length))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static string Uncomment(string content)
    {
        var text = new StringBuilder(content.Length);
        int next = 0;
        foreach (Range line in new PythonLines(content))
        {
            (int start, int length) = line.GetOffsetAndLength(content.Length);
            int skipped = content.AsSpan(start, length).StartsWith("# ", StringComparison.Ordinal) ? 2 : Math.Min(1, length);
            text.Append(content, next, start - next).Append(content, start + skipped, length - skipped);
            next = start + length;
        }

        return text.Append(content, next, content.Length - next).ToString();
    }
}
