using PipCs.Diagnostics;
using PipCs.Resolution;
using PipCs.Resolution.Projects;
using PipCs.Standards.Projects;

namespace PipCs.Resolving;

/// <summary>pip's lines about the search for a project, for <c>-v</c>, <c>-vv</c> and <c>--log</c>: its pages, each link, and the reason why a link is no candidate.</summary>
internal static class SearchLines
{
    /// <summary>Reports a project's page. Does nothing where the lines are not shown.</summary>
    internal static void Report(IReporter reporter, ResolutionRequest request, ProjectPage page)
    {
        if (!reporter.Shows(Severity.Verbose))
        {
            return;
        }

        var files = JudgedFile.Of(request, page).ToList();
        if (reporter.Shows(Severity.Debug))
        {
            var pages = files.Select(judged => LinkUrl.Redact(judged.File.ComesFrom)).Where(url => url.Length > 0).Distinct().ToList();
            reporter.Report(Severity.Debug, string.Join("\n* ", [$"{pages.Count} location(s) to search for versions of {page.Project}:", .. pages]));
        }

        var shown = "";
        foreach (var judged in files)
        {
            var from = LinkUrl.Redact(judged.File.ComesFrom);
            if (from != shown && reporter.Shows(Severity.Debug))
            {
                reporter.Report(Severity.Debug, $"Fetching project page and analyzing links: {from}");
            }

            shown = from;
            Report(reporter, request, judged, indent: from.Length == 0 ? 0 : 2);
        }
    }

    private static void Report(IReporter reporter, ResolutionRequest request, JudgedFile judged, int indent)
    {
        var link = Link(judged.File);
        if (judged.RequiresPython is { } python)
        {
            reporter.Report(Severity.Verbose, $"Link requires a different Python ({request.PythonVersion} not in: {PythonRepr.Quote(python)}): {link}", indent);
        }

        if (reporter.Shows(Severity.Debug))
        {
            reporter.Report(Severity.Debug, judged.Refusal is { } refusal ? $"Skipping link: {refusal}: {link}" : $"Found link {link}, version: {judged.File.Version}", indent);
        }
    }

    private static string Link(ProjectFile file)
    {
        var from = file.ComesFrom is { Length: > 0 } page ? $" (from {LinkUrl.Redact(page)})" : "";
        var python = file.RequiresPythonId is >= 0 and var id && from.Length > 0 ? $" (requires-python:{file.Page.RequiresPythonTexts[id]})" : "";
        return LinkUrl.Redact(file.Url) + from + python;
    }
}
