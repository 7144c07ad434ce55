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
        var request = new LockRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Index = InstallingOptions.Index(arguments, context),
            Selection = InstallingOptions.Selection(arguments),
            IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies),
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            OutputFile = arguments.Text(OptionKey.OutputFile) ?? "pylock.toml",
        };
        if (await Locking.LockCommand.RunAsync(request, InstallingOptions.Session(context), context.Cancellation).ConfigureAwait(false) is { } content)
        {
            context.Output.Write(content);
        }

        return 0;
    }
}
