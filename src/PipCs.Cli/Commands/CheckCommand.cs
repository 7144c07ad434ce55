using PipCs.Checking;
using PipCs.Diagnostics;

namespace PipCs.Cli.Commands;

/// <summary><c>pip check</c>: whether the installed distributions have the requirements of each other.</summary>
internal static class CheckCommand
{
    internal static int Run(CommandContext context)
    {
        var result = InstallingOptions.Client(context).Check();
        var text = CheckRendering.Text(result);
        if (text.Length > 0)
        {
            context.Reporter.Report(Severity.Info, text);
        }

        return result.IsClean ? 0 : 1;
    }
}
