using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.IndexVersions;

namespace PipCs.Cli.Commands;

/// <summary><c>pip index versions</c>.</summary>
internal static class IndexCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var selection = InstallingOptions.Resolution(arguments);
        var words = arguments.Positionals;
        if (words.Count == 0 || words[0] != "versions")
        {
            throw Errors.ActionMissing(["versions"]);
        }

        var query = words.Count == 2 ? words[1] : throw Errors.ArgumentCount();

        var request = new IndexVersionsRequest { Query = query, Options = selection };
        var result = await InstallingOptions.ComparingClient(arguments, context).ForTarget(arguments).FindVersionsAsync(request, context.Cancellation).ConfigureAwait(false);
        context.Reporter.Report(Severity.Info, arguments.Flag(OptionKey.Json) ? IndexVersionsRendering.Json(result) : IndexVersionsRendering.Lines(result));
        return 0;
    }
}
