using System.Text;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Platform;
using PipCs.Updating;

namespace PipCs.Cli.Commands;

/// <summary><c>update</c>, a command of our own.</summary>
internal static class UpdateCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var dryRun = arguments.Flag(OptionKey.DryRun);
        var isJson = arguments.Text(OptionKey.ListFormat) == "json";
        var asks = !dryRun && !arguments.Flag(OptionKey.Yes);
        if (asks && !ProcessIdentity.IsTerminal(0))
        {
            throw Errors.NobodyToAsk();
        }

        var request = new UpdateRequest
        {
            Names = arguments.Positionals,
            ConstraintFiles = arguments.List(OptionKey.Constraints),
            Index = InstallingOptions.Index(arguments, context),
            Selection = InstallingOptions.Selection(arguments),
            DryRun = dryRun,
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
            Confirm = changes =>
            {
                Show(changes, context.Reporter, isJson);
                return !asks || context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n";
            },
        };
        var result = await Updating.UpdateCommand.RunAsync(request, InstallingOptions.Session(context), context.Cancellation).ConfigureAwait(false);
        if (dryRun)
        {
            Show(result.Changes, context.Reporter, isJson);
        }

        if (isJson)
        {
            context.Output.Write(UpdateRendering.Json(result) + "\n");
        }
        else if (result.Changes.Count == 0)
        {
            context.Reporter.Report(Severity.Info, "Everything is up to date.");
        }
        else if (result.Changed)
        {
            context.Reporter.Report(Severity.Info, $"Updated {result.Changes.Count} {(result.Changes.Count == 1 ? "distribution" : "distributions")}.");
        }

        return result.Changed || dryRun || result.Changes.Count == 0 ? 0 : 1;
    }

    private static void Show(IReadOnlyList<PlannedChange> changes, IReporter reporter, bool isJson)
    {
        if (!isJson && changes.Count > 0)
        {
            reporter.Report(Severity.Info, UpdateRendering.Plan(changes));
        }
    }
}
