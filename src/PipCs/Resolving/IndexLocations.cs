using PipCs.Diagnostics;
using PipCs.Index;

namespace PipCs.Resolving;

/// <summary>pip's lines that say where packages are looked for, where that is not the default index alone.</summary>
internal static class IndexLocations
{
    /// <summary>Tells them.</summary>
    internal static void Tell(IndexOptions options, IReporter reporter)
    {
        if (!options.NoIndex && (options.ExtraIndexUrls.Count > 0 || options.IndexUrl != IndexOptions.DefaultIndexUrl))
        {
            reporter.Report(Severity.Info, $"Looking in indexes: {string.Join(", ", options.ExtraIndexUrls.Prepend(options.IndexUrl).Select(Redact))}");
        }

        if (options.FindLinks.Count > 0)
        {
            reporter.Report(Severity.Info, $"Looking in links: {string.Join(", ", options.FindLinks.Select(Redact))}");
        }
    }

    private static string Redact(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var end = scheme < 0 ? -1 : url.IndexOf('/', scheme + 3);
        var at = scheme < 0 ? -1 : url.AsSpan(0, end < 0 ? url.Length : end).LastIndexOf('@');
        if (at < 0)
        {
            return url;
        }

        var user = url[(scheme + 3)..at];
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return $"{url[..(scheme + 3)]}{(colon < 0 ? "****" : user[..colon] + ":****")}{url[at..]}";
    }
}
