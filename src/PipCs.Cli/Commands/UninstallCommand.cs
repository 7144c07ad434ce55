using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Listing;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Uninstalling;

namespace PipCs.Cli.Commands;

/// <summary><c>pip uninstall</c>.</summary>
internal static class UninstallCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        var files = arguments.List(OptionKey.Requirements);
        IReadOnlyList<string> names = arguments.Positionals;
        if (arguments.Flag(OptionKey.Unused))
        {
            if (names.Count + files.Count > 0)
            {
                throw Errors.UnusedWithNames();
            }

            var unused = InstallingOptions.Client(context).FindUnused();
            if (arguments.Flag(OptionKey.DryRun) || unused.Count == 0)
            {
                Show(unused, context, arguments.Text(OptionKey.ListFormat) == "json");
                return 0;
            }

            names = [.. unused.Select(static distribution => distribution.Project.Value)];
        }
        else if (arguments.Flag(OptionKey.DryRun))
        {
            throw Errors.DryRunWithoutUnused();
        }

        var request = new UninstallRequest
        {
            Sources = new RequirementSources { Arguments = names, RequirementFiles = files },
            Confirm = arguments.Flag(OptionKey.Yes) ? null : () => context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n",
            IsVerbose = arguments.Verbosity > 0,
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
        };
        var client = files.Count > 0 ? InstallingOptions.IndexClient(arguments, context) : InstallingOptions.Client(context);
        _ = await client.UninstallAsync(request, context.Cancellation).ConfigureAwait(false);
        context.WarnIfRoot();
        return 0;
    }

    private static void Show(IReadOnlyList<InstalledDistribution> unused, CommandContext context, bool isJson)
    {
        if (isJson)
        {
            context.Output.Write(ListRendering.Json(new ListResult([.. unused.Select(static distribution => new ListedDistribution(distribution, null))]), verbose: false, newest: false) + "\n");
        }
        else
        {
            context.Reporter.Report(Severity.Info, unused.Count == 0 ? "Nothing is unused." : $"Would uninstall {string.Join(' ', unused.Select(static distribution => $"{distribution.Name}-{distribution.VersionText}"))}");
        }
    }
}
