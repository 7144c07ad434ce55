using System.Text;
using PipCs.IndexVersions;
using PipCs.Standards.Versions;

namespace PipCs.Searching;

/// <summary>The texts of <c>pip search</c>, without a newline at their end.</summary>
public static class SearchRendering
{
    /// <summary>The least width at which a summary is broken into lines.</summary>
    private const int LeastWidth = 10;

    /// <summary>Renders a line <c>name (latest)  - summary</c> for each project, with the installed version below it.</summary>
    /// <param name="found">The projects that were found; not empty.</param>
    /// <param name="terminalWidth">The columns of the terminal, in which summaries are broken; null for no terminal.</param>
    /// <param name="wrap">Breaks a text into lines of a width.</param>
    public static string Lines(IReadOnlyList<FoundProject> found, int? terminalWidth, Func<string, int, IEnumerable<string>> wrap)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(wrap);
        var width = found.Max(static project => project.Name.Length + project.Latest.Length) + 4;
        var room = terminalWidth - width - 5;
        var text = new StringBuilder();
        foreach (var project in found)
        {
            var summary = room > LeastWidth ? string.Join("\n" + new string(' ', width + 3), wrap(project.Summary, room.Value)) : project.Summary;
            text.Append(text.Length > 0 ? "\n" : "").Append($"{project.Name} ({project.Latest})".PadRight(width)).Append(" - ").Append(summary);
            if (project.Installed is { } installed)
            {
                InstalledLines.Append(text, installed.VersionText, project.Latest, PackageVersion.TryParse(project.Latest, out var latest) && latest.IsPrerelease && !latest.IsDevrelease);
            }
        }

        return text.ToString();
    }
}
