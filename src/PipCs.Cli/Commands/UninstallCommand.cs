using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Requirements;
using PipCs.Uninstalling;

namespace PipCs.Cli.Commands;

/// <summary><c>pip uninstall</c>.</summary>
internal static class UninstallCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var files = arguments.List(OptionKey.Requirements);
        var request = new UninstallRequest
        {
            Sources = new RequirementSources { Arguments = arguments.Positionals, RequirementFiles = files },
            Confirm = arguments.Flag(OptionKey.Yes) ? null : () => context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n",
            IsVerbose = arguments.Verbosity > 0,
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
        };
        if (files.Count > 0)
        {
            request = request with { Index = InstallingOptions.Index(arguments, context) };
        }

        await Uninstalling.UninstallCommand.RunAsync(request, InstallingOptions.Session(context), context.Cancellation).ConfigureAwait(false);
        context.WarnIfRoot();
        return 0;
    }
}
