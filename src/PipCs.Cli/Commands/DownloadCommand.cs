using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Downloading;

namespace PipCs.Cli.Commands;

/// <summary><c>pip download</c>.</summary>
internal static class DownloadCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        TargetPythonChoice.Check(arguments, installs: false);
        TargetPythonChoice.CheckOnlyDependencies(arguments);
        var request = new DownloadRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Index = InstallingOptions.Index(arguments, context),
            Selection = InstallingOptions.Selection(arguments),
            IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies),
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            Folder = arguments.Text(OptionKey.DownloadDir) ?? ".",
        };
        await Downloading.DownloadCommand.RunAsync(request, InstallingOptions.TargetSession(arguments, context), context.Cancellation).ConfigureAwait(false);
        return 0;
    }
}
