using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Installing;
using PipCs.Platform;
using PipCs.Resolution;

namespace PipCs.Cli.Commands;

/// <summary><c>pip install</c>.</summary>
internal static class InstallCommand
{
    internal static async ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context)
    {
        TargetPythonChoice.CheckOnlyDependencies(arguments);
        TargetPythonChoice.Check(arguments, installs: true);
        context.ReportProgram();
        var request = new InstallRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Index = InstallingOptions.Index(arguments, context),
            Selection = InstallingOptions.Selection(arguments),
            Destination = new Destination
            {
                Target = arguments.Text(OptionKey.TargetDir),
                Prefix = arguments.Text(OptionKey.PrefixPath),
                Root = arguments.Text(OptionKey.RootPath),
                User = arguments.Switch(OptionKey.UseUserSite),
            },
            Upgrade = !arguments.Flag(OptionKey.Upgrade) ? UpgradeStrategy.ToSatisfyOnly
                : arguments.Text(OptionKey.UpgradeStrategy) == "eager" ? UpgradeStrategy.Eager : UpgradeStrategy.OnlyIfNeeded,
            ForceReinstall = arguments.Flag(OptionKey.ForceReinstall),
            IgnoreInstalled = arguments.Flag(OptionKey.IgnoreInstalled),
            IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies),
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            DryRun = arguments.Flag(OptionKey.DryRun),
            ReportFile = arguments.Text(OptionKey.JsonReportFile),
            Compile = arguments.Flag(OptionKey.Compile),
            WarnScriptLocation = arguments.Flag(OptionKey.WarnScriptLocation),
            WarnConflicts = arguments.Flag(OptionKey.WarnAboutConflicts),
            ProgressLeavesLine = arguments.Text(OptionKey.ProgressBar) is "on" or "auto" && !ProcessIdentity.IsTerminal(1),
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
        };

        var result = await Installing.InstallCommand.RunAsync(request, InstallingOptions.TargetSession(arguments, context), context.Cancellation).ConfigureAwait(false);
        if (result.Report is { } report)
        {
            context.Output.Write(report);
            context.Output.Write("\n"u8);
        }

        if (!request.DryRun)
        {
            context.WarnIfRoot();
        }

        return 0;
    }
}
