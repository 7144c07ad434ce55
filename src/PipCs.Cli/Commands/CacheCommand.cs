using PipCs.Wheels;
using System.Globalization;
using PipCs.Caching;
using PipCs.Cli.Grammar;
using PipCs.Cli.Grammar.Options;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;

namespace PipCs.Cli.Commands;

/// <summary><c>pip cache dir|info|list|remove|purge</c> over pip's cache folder.</summary>
internal static class CacheCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (context.PipCacheFolder is not { } folder)
        {
            throw Errors.CacheDisabled();
        }

        var action = arguments.Positionals.Count > 0 ? arguments.Positionals[0] : "";
        var rest = arguments.Positionals.Count - 1;
        var pattern = rest > 0 ? arguments.Positionals[1] : null;
        var cache = new PipCacheFolder(folder);
        if (OwnCacheCommand.Find(action) is { } own)
        {
            return own(arguments, context);
        }

        // The choice that we add is for our own verbs: of pip's it is as wrong as any other.
        if (arguments.Text(OptionKey.ListFormat) is { } format && CacheOptions.Format.AddedChoices.Contains(format))
        {
            throw new UsageException(arguments.Command, OptionValueReader.InvalidChoice(CacheOptions.Format, "--format", format));
        }

        switch (action)
        {
            case "dir":
                RefuseMore(rest, 0);
                context.Reporter.Report(Severity.Info, folder);
                break;
            case "info":
                RefuseMore(rest, 0);
                ReportInfo(cache, context);
                break;
            case "list":
                RefuseMore(rest, 1);
                ReportWheels(cache.FindWheels(pattern ?? "*"), arguments.Text(OptionKey.ListFormat) == "abspath", context.Reporter);
                break;
            case "remove":
                RefuseMore(rest, 1);
                Remove(cache, pattern ?? throw Errors.PatternMissing(), context);
                break;
            case "purge":
                RefuseMore(rest, 0);
                Remove(cache, "*", context);
                PurgeOwn(context);
                break;
            default:
                throw Errors.ActionMissing(["dir", "info", "list", "purge", "remove"]);
        }

        return 0;
    }

    internal static void RefuseMore(int given, int allowed)
    {
        if (given > allowed)
        {
            throw Errors.TooManyArguments();
        }
    }

    private static void ReportInfo(PipCacheFolder cache, CommandContext context)
    {
        var responses = cache.FindResponses();
        var wheels = cache.FindWheels("*");
        context.Reporter.Report(Severity.Info, string.Create(CultureInfo.InvariantCulture, $"""
            Package index page cache location (pip v23.3+): {cache.Responses}
            Package index page cache location (older pips): {cache.OldResponses}
            Package index page cache size: {ByteSize.Format(PipCacheFolder.Measure(responses))}
            Number of HTTP files: {responses.Count}
            Locally built wheels location: {cache.Wheels}
            Locally built wheels size: {ByteSize.Format(PipCacheFolder.Measure(PipCacheFolder.FindFiles(cache.Wheels)))}
            Number of locally built wheels: {wheels.Count}
            """));
    }

    private static void ReportWheels(List<string> wheels, bool absolute, IReporter reporter)
    {
        if (wheels.Count == 0)
        {
            if (!absolute)
            {
                reporter.Report(Severity.Info, "No locally built wheels cached.");
            }

            return;
        }

        var lines = absolute ? wheels : wheels.ConvertAll(static path => $" - {Path.GetFileName(path)} ({ByteSize.Format(PipCacheFolder.Measure([path]))})");
        lines.Sort(StringComparer.Ordinal);
        if (!absolute)
        {
            reporter.Report(Severity.Info, "Cache contents:\n");
        }

        reporter.Report(Severity.Info, string.Join('\n', lines));
    }

    private static void Remove(PipCacheFolder cache, string pattern, CommandContext context)
    {
        var reporter = context.Reporter;
        using var clearing = WorkScope.Begin(reporter.Work, WorkKind.Clearing);
        var files = cache.FindWheels(pattern);
        if (pattern == "*")
        {
            files.AddRange(cache.FindResponses());
        }

        if (files.Count == 0)
        {
            reporter.Report(Severity.Warning, pattern == "*" ? "No matching packages" : $"No matching packages for pattern \"{pattern}\"");
        }

        long removed = 0;
        foreach (var file in files)
        {
            removed += PipCacheFolder.Measure([file]);
            PipCacheFolder.Delete(file);
            reporter.Work?.Advance(WorkKind.Clearing);
            reporter.Report(Severity.Verbose, $"Removed {file}");
        }

        var folders = cache.FindEmptyFolders();
        foreach (var folder in folders)
        {
            PipCacheFolder.DeleteFolder(folder);
            reporter.Report(Severity.Verbose, $"Removed {folder}");
        }

        if (File.Exists(cache.SelfCheck))
        {
            File.Delete(cache.SelfCheck);
            reporter.Report(Severity.Verbose, "Removed legacy selfcheck.json file");
        }

        reporter.Report(Severity.Info, string.Create(CultureInfo.InvariantCulture, $"Files removed: {files.Count} ({ByteSize.Format(removed)})"));
        reporter.Report(Severity.Info, string.Create(CultureInfo.InvariantCulture, $"Directories removed: {folders.Count}"));
    }

    /// <summary>Removes our own cache together with pip's.</summary>
    private static void PurgeOwn(CommandContext context)
    {
        if (context.Cache.Path is not { } own || !Directory.Exists(own))
        {
            return;
        }

        if (OwnCache.Purge(context.Cache, context.Reporter.Work) is { } problem)
        {
            context.Reporter.Report(Severity.Warning, $"Could not remove all of {own}: {problem}");
        }
        else
        {
            context.Reporter.Report(Severity.Verbose, $"Removed {own}");
        }
    }
}
