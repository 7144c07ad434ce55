using System.Globalization;
using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Caching;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Standards.Names;
using PipCs.Wheels;

namespace PipCs.Cli.Commands;

/// <summary><c>cache stats|clear|prune|verify</c>: our verbs, over our own root.</summary>
internal static class OwnCacheCommand
{
    /// <summary>The method for a verb; null where the verb is none of ours.</summary>
    internal static Func<ParsedArguments, CommandContext, int>? Find(string verb) => verb switch
    {
        "stats" => Stats,
        "clear" => Clear,
        "prune" => Prune,
        "verify" => Verify,
        _ => null,
    };

    private static int Stats(ParsedArguments arguments, CommandContext context)
    {
        CacheCommand.RefuseMore(arguments.Positionals.Count - 1, 0);
        var buckets = OwnCache.Measure(context.Cache);
        if (arguments.Text(OptionKey.ListFormat) == "json")
        {
            context.Output.Write(CacheStatistics.Json(context.Cache.Path, buckets) + "\n");
        }
        else
        {
            context.Reporter.Report(Severity.Info, CacheStatistics.Table(context.Cache.Path, buckets));
        }

        return 0;
    }

    private static int Clear(ParsedArguments arguments, CommandContext context)
    {
        var parts = arguments.Positionals.Skip(1).ToArray();
        if (arguments.Flag(OptionKey.Expired))
        {
            CacheCommand.RefuseMore(parts.Length, 0);
            ReportRemoved(OwnCache.ClearExpired(context.Cache, arguments.Duration(OptionKey.CacheTimeToLive), work: context.Reporter.Work), context.Reporter);
            return 0;
        }

        if (Array.Find(parts, static part => !CacheBuckets.Names.Contains(part) && !ProjectName.TryParse(part, out _)) is { } unknown)
        {
            throw Errors.NotInCache(unknown);
        }

        var removed = parts.Length == 0 ? OwnCache.Clear(context.Cache, context.Reporter.Work) : default;
        foreach (var part in parts)
        {
            removed += CacheBuckets.Names.Contains(part) ? OwnCache.ClearBucket(context.Cache, part, context.Reporter.Work) : OwnCache.ClearProject(context.Cache, ProjectName.Normalize(part), context.Reporter.Work);
        }

        ReportRemoved(removed, context.Reporter);
        return 0;
    }

    private static int Prune(ParsedArguments arguments, CommandContext context)
    {
        CacheCommand.RefuseMore(arguments.Positionals.Count - 1, 0);
        var age = arguments.Duration(OptionKey.MaximumAge);
        var size = arguments.Size(OptionKey.MaximumSize) ?? arguments.Size(OptionKey.CacheMaximumSize);
        ReportRemoved(age is null && size is null ? throw Errors.PruneLimitMissing() : CachePruning.Prune(context.Cache, size, age, work: context.Reporter.Work), context.Reporter);
        return 0;
    }

    /// <summary>Exit code 1 where something had to be dropped.</summary>
    private static int Verify(ParsedArguments arguments, CommandContext context)
    {
        CacheCommand.RefuseMore(arguments.Positionals.Count - 1, 0);
        var report = OwnCache.Verify(context.Cache, context.Reporter.Work);
        foreach (var line in report.Dropped)
        {
            context.Reporter.Report(Severity.Warning, $"Dropped {line}");
        }

        context.Reporter.Report(Severity.Info, string.Create(CultureInfo.InvariantCulture, $"Entries verified: {report.Checked}, dropped: {report.Dropped.Count}, leftovers cleared: {report.Leftovers}"));
        return report.Dropped.Count == 0 ? 0 : 1;
    }

    private static void ReportRemoved(PruneResult removed, IReporter reporter)
        => reporter.Report(Severity.Info, string.Create(CultureInfo.InvariantCulture, $"Entries removed: {removed.Entries} ({ByteSize.Format(removed.Bytes)})"));
}
