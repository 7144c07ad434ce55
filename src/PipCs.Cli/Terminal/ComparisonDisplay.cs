using PipCs.Cli.Parsing;
using PipCs.Listing;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Shows on a terminal the rows of <c>list --outdated</c> while it still asks the indexes, in
/// the order of the list. The widths follow from all installed distributions, so that a row never moves.
/// </summary>
internal sealed class ComparisonDisplay : IProgress<ListProgress>
{
    private readonly StandardOutput _output;
    private readonly bool _newest;
    private readonly bool _mayStream;
    private int[]? _widths;
    private bool _streams;

    private ComparisonDisplay(StandardOutput output, bool newest, bool mayStream)
    {
        _output = output;
        _newest = newest;
        _mayStream = mayStream;
    }

    /// <summary>Whether the whole table has been shown.</summary>
    internal bool Shown { get; private set; }

    /// <summary>A display, where standard output is a terminal and not silenced; else null.</summary>
    internal static ComparisonDisplay? Begin(ParsedArguments arguments, StandardOutput output, ListedReleases releases)
        => arguments.Verbosity < 0 || !TerminalStyle.IsInteractive(1) ? null
            : new(output, releases == ListedReleases.Outdated, arguments.Verbosity == 0);

    /// <inheritdoc/>
    public void Report(ListProgress value)
    {
        if (_widths is null)
        {
            // Columns that only some tables have would move the others: then the table waits for its end.
            _streams = _mayStream && !value.All.Any(static distribution => distribution.BuildTag is not null || distribution.EditableLocation is not null);
            var version = Math.Max("Version".Length, value.All.Max(static distribution => distribution.VersionText.Length));
            _widths = [Math.Max("Package".Length, value.All.Max(static distribution => distribution.Name.Length)), version, version, "wheel".Length];
        }

        if (value.Listed is { } listed && _streams)
        {
            if (!Shown)
            {
                Shown = true;
                WriteRow("Package", "Version", "Latest", "Type");
                WriteRow(new('-', _widths[0]), new('-', _widths[1]), new('-', _widths[2]), new('-', _widths[3]));
            }

            WriteRow(listed.Installed.Name, listed.Installed.VersionText, listed.Newest?.Version.ToString() ?? "", ListRendering.TypeOf(listed) ?? "");
            _output.Flush();
        }
    }

    private void WriteRow(string name, string version, string latest, string type)
    {
        var row = $"{name.PadRight(_widths![0])} {version.PadRight(_widths[1])}";
        _output.Write((_newest ? $"{row} {latest.PadRight(_widths[2])} {type}" : row).TrimEnd() + "\n");
    }
}
