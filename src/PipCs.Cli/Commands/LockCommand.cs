using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Locking;

namespace PipCs.Cli.Commands;

/// <summary><c>pip lock</c>.</summary>
internal static class LockCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        context.ReportProgram();
        context.Reporter.Report(Severity.Warning, "pip lock is currently an experimental command. It may be removed/changed in a future release without prior warning.");
        TargetPythonChoice.CheckOnlyDependencies(arguments);
        var output = arguments.Text(OptionKey.OutputFile) ?? "pylock.toml";
        var request = new LockRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Options = InstallingOptions.Resolution(arguments) with { IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies) },
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            OutputFile = output == "-" ? null : output,
        };
        var result = await InstallingOptions.IndexClient(arguments, context).LockAsync(request, context.Cancellation).ConfigureAwait(false);
        if (output == "-")
        {
            context.Output.Write(result.Content);
        }

        return 0;
    }
}
