using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Terminal;
using PipCs.Diagnostics;
using PipCs.Listing;

namespace PipCs.Cli.Commands;

/// <summary><c>pip list</c>: the installed distributions as a table, requirements or JSON.</summary>
internal static class ListCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var selection = InstallingOptions.Resolution(arguments);
        var format = arguments.Text(OptionKey.ListFormat);
        var releases = Releases(arguments, format);
        var request = new ListRequest
        {
            Local = arguments.Flag(OptionKey.Local),
            User = arguments.Flag(OptionKey.User),
            Editable = arguments.Flag(OptionKey.Editable),
            IncludeEditable = arguments.Flag(OptionKey.IncludeEditable),
            NotRequired = arguments.Flag(OptionKey.NotRequired),
            Excludes = arguments.List(OptionKey.Excludes),
            Paths = arguments.List(OptionKey.Path),
            Releases = releases,
        };
        var display = releases == ListedReleases.All || format is "json" or "freeze" ? null : ComparisonDisplay.Begin(arguments, context.Output, releases);
        if (releases != ListedReleases.All)
        {
            request = request with { Options = selection };
        }

        var client = releases == ListedReleases.All ? InstallingOptions.Client(context) : InstallingOptions.ComparingClient(arguments, context);
        var result = await client.ListAsync(request, display, releases == ListedReleases.All ? default : context.Cancellation).ConfigureAwait(false);
        var verbose = arguments.Verbosity >= 1;
        var newest = releases == ListedReleases.Outdated;
        var text = format switch
        {
            "freeze" => ListRendering.Freeze(result, verbose),
            "json" => ListRendering.Json(result, verbose, newest),
            _ => display?.Shown == true ? "" : ListRendering.Columns(result, verbose, newest),
        };
        if (text.Length > 0)
        {
            context.Reporter.Report(Severity.Info, text);
        }

        return 0;
    }

    private static ListedReleases Releases(ParsedArguments arguments, string? format)
    {
        if (!arguments.Flag(OptionKey.Outdated))
        {
            return arguments.Flag(OptionKey.Uptodate) ? ListedReleases.UpToDate : ListedReleases.All;
        }

        return arguments.Flag(OptionKey.Uptodate) ? throw Errors.OutdatedWithUptodate()
            : format == "freeze" ? throw Errors.OutdatedAsFreeze()
            : ListedReleases.Outdated;
    }
}
