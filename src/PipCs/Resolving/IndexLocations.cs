using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Standards.Projects;

namespace PipCs.Resolving;

/// <summary>pip's lines that list the places where packages are looked for, unless that is the default index alone.</summary>
internal static class IndexLocations
{
    /// <summary>Reports the lines.</summary>
    internal static void Tell(IndexOptions options, IReporter reporter)
    {
        if (options.NoIndex && reporter.Shows(Severity.Verbose))
        {
            reporter.Report(Severity.Verbose, $"Ignoring indexes: {string.Join(',', options.ExtraIndexUrls.Prepend(options.IndexUrl).Select(LinkUrl.Redact))}");
        }

        if (!options.NoIndex && (options.ExtraIndexUrls.Count > 0 || options.IndexUrl != IndexOptions.DefaultIndexUrl))
        {
            var urls = options.ExtraIndexUrls.Prepend(options.IndexUrl).Distinct().Select(LinkUrl.Redact).ToList();
            foreach (var url in urls.Where(url => !url.Contains(':', StringComparison.Ordinal) && !url.StartsWith("//", StringComparison.Ordinal)))
            {
                reporter.Report(Severity.Warning, $"The index url \"{url}\" seems invalid, please provide a scheme.");
            }

            reporter.Report(Severity.Info, $"Looking in indexes: {string.Join(", ", urls)}");
        }

        if (options.FindLinks.Count > 0)
        {
            reporter.Report(Severity.Info, $"Looking in links: {string.Join(", ", options.FindLinks.Select(LinkUrl.Redact))}");
        }
    }
}
