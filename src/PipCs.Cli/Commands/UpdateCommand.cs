using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Updating;

namespace PipCs.Cli.Commands;

/// <summary><c>update</c>, a command of our own.</summary>
internal static class UpdateCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var dialogue = new PlanDialogue(arguments, context);
        var request = new UpdateRequest
        {
            Names = arguments.Positionals,
            ConstraintFiles = arguments.List(OptionKey.Constraints),
            Options = InstallingOptions.Resolution(arguments),
            DryRun = dialogue.DryRun,
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
            Confirm = dialogue.Confirm,
        };
        var result = await InstallingOptions.ComparingClient(arguments, context).ShowingPlan(context).UpdateAsync(request, context.Cancellation).ConfigureAwait(false);
        return dialogue.Conclude(result, "Updated", "Everything is up to date.");
    }
}
