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
            Options = InstallingOptions.Resolution(arguments) with { IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies) },
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            Folder = arguments.Text(OptionKey.DownloadDir) ?? ".",
        };
        _ = await InstallingOptions.IndexClient(arguments, context).ForTarget(arguments).DownloadAsync(request, context.Cancellation).ConfigureAwait(false);
        return 0;
    }
}
