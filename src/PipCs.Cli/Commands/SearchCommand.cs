using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Terminal;
using PipCs.Cli.Text;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Searching;

namespace PipCs.Cli.Commands;

/// <summary><c>pip search</c>.</summary>
internal static class SearchCommand
{
    private const int NothingFound = 23;

    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var request = new SearchRequest
        {
            Words = arguments.Positionals.Count > 0 ? arguments.Positionals : throw Errors.QueryMissing(),
            Url = arguments.Text(OptionKey.Index)!,
            CacheTimeToLive = arguments.Duration(OptionKey.CacheTimeToLive),
        };
        var found = await InstallingOptions.IndexClient(arguments, context).SearchAsync(request, context.Cancellation).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return NothingFound;
        }

        context.Reporter.Report(Severity.Info, SearchRendering.Lines(found, ProcessIdentity.IsTerminal(1) ? TerminalStyle.LayoutColumns : null, TextWrap.Wrap));
        return 0;
    }
}
