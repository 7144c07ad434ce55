using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Installing;
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
        var report = arguments.Text(OptionKey.JsonReportFile);
        var request = new InstallRequest
        {
            Sources = InstallingOptions.Sources(arguments),
            Options = InstallingOptions.Resolution(arguments) with
            {
                Upgrade = !arguments.Flag(OptionKey.Upgrade) ? UpgradeStrategy.ToSatisfyOnly
                    : arguments.Text(OptionKey.UpgradeStrategy) == "eager" ? UpgradeStrategy.Eager : UpgradeStrategy.OnlyIfNeeded,
                ForceReinstall = arguments.Flag(OptionKey.ForceReinstall),
                IgnoreDependencies = arguments.Flag(OptionKey.IgnoreDependencies),
            },
            Destination = new Destination
            {
                Target = arguments.Text(OptionKey.TargetDir),
                Prefix = arguments.Text(OptionKey.PrefixPath),
                Root = arguments.Text(OptionKey.RootPath),
                User = arguments.Switch(OptionKey.UseUserSite),
            },
            IgnoreInstalled = arguments.Flag(OptionKey.IgnoreInstalled),
            OnlyDependencies = arguments.Flag(OptionKey.OnlyDependencies),
            DryRun = arguments.Flag(OptionKey.DryRun),
            ReportFile = report == "-" ? null : report,
            WantsReport = report == "-",
            Compile = arguments.Flag(OptionKey.Compile),
            WarnScriptLocation = arguments.Flag(OptionKey.WarnScriptLocation),
            WarnConflicts = arguments.Flag(OptionKey.WarnAboutConflicts),
            BreakSystemPackages = arguments.Flag(OptionKey.OverrideExternallyManaged),
        };

        var result = await InstallingOptions.IndexClient(arguments, context).ForTarget(arguments).InstallAsync(request, context.Cancellation).ConfigureAwait(false);
        if (result.Report is { } content)
        {
            context.Output.Write(content);
            context.Output.Write("\n"u8);
        }

        if (!request.DryRun)
        {
            context.WarnIfRoot();
        }

        return 0;
    }
}
