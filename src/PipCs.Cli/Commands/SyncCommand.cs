using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Resolution;
using PipCs.Syncing;

namespace PipCs.Cli.Commands;

/// <summary><c>sync</c>, a command of our own.</summary>
internal static class SyncCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        if (arguments.Positionals.Count > 0)
        {
            throw Errors.SyncTakesFiles(arguments.Positionals[0]);
        }

        var dialogue = new PlanDialogue(arguments, context);
        var request = new SyncRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Options = InstallingOptions.Resolution(arguments) with
            {
                Upgrade = arguments.Flag(OptionKey.Upgrade) ? UpgradeStrategy.Eager : UpgradeStrategy.ToSatisfyOnly,
                IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies),
            },
            AllowEmpty = arguments.Flag(OptionKey.AllowEmptyRequirements),
            DryRun = dialogue.DryRun,
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
            Confirm = dialogue.Confirm,
        };
        var result = await InstallingOptions.IndexClient(arguments, context).ShowingPlan(context).SyncAsync(request, context.Cancellation).ConfigureAwait(false);
        return dialogue.Conclude(result, "Synced", "The environment is in sync.");
    }
}
