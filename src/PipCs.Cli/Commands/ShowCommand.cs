using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Showing;

namespace PipCs.Cli.Commands;

/// <summary><c>pip show PROJECT ...</c>: about installed distributions.</summary>
internal static class ShowCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (arguments.Positionals.Count == 0)
        {
            context.Reporter.Report(Severity.Warning, "ERROR: Please provide a package name or names.");
            return 1;
        }

        var files = arguments.Flag(OptionKey.Files);
        var result = InstallingOptions.Client(context).Show(new ShowRequest { Names = arguments.Positionals, Files = files });
        if (result.Distributions.Count == 0)
        {
            return 1;
        }

        context.Reporter.Report(Severity.Info, ShowRendering.Text(result, files, verbose: arguments.Verbosity >= 1));
        return 0;
    }
}
