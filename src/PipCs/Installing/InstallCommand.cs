using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Install;
using PipCs.Platform;
using PipCs.Python.Interpreters;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary><c>install</c>: requirements in, a changed environment out, along the straight line of docs/architecture.md.</summary>
public static class InstallCommand
{
    /// <summary>Installs.</summary>
    /// <exception cref="UserErrorException">Something is wrong that a person can understand; the environment is as it was.</exception>
    public static async Task<InstallResult> RunAsync(InstallRequest request, Session session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(session);
        var destination = request.Destination;
        if (destination is { User: true, Target: not null })
        {
            throw Errors.UserWithTarget();
        }

        if (destination is { User: true, Prefix: not null })
        {
            throw Errors.UserWithPrefix();
        }

        if (destination.IsEnvironment && !request.BreakSystemPackages && !(request.DryRun && request.ReportFile is not null))
        {
            ExternallyManaged.Check(session.Interpreter, session.EnvironmentVariable);
        }

        try
        {
            using var targetFolder = destination.Target is null ? null : new TargetFolder(destination.Target);
            var target = DestinationScheme.Choose(destination, session, targetFolder?.Aside);
            return await RunAsync(request, session, target, targetFolder, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotInstall(error, session);
        }
    }

    private static async Task<InstallResult> RunAsync(InstallRequest request, Session session, InstallTarget target, TargetFolder? targetFolder, CancellationToken cancellationToken)
    {
        var reporter = session.Reporter;
        var installed = SettledDistributions.Scan(() => InstalledDistributions.Scan(session.Interpreter), session.EnvironmentVariable, reporter);
        await using var plan = await InstallPlanner.PlanAsync(request, session, installed, cancellationToken).ConfigureAwait(false);
        byte[]? report = null;
        if (request.ReportFile is not null)
        {
            report = await plan.WriteReportAsync(cancellationToken).ConfigureAwait(false);
            if (request.ReportFile != "-")
            {
                var error = NativeFile.ReplaceAll(Path.GetFullPath(request.ReportFile), report);
                report = error == Errno.None ? null : throw Errors.CannotWriteReport(PlatformError.Describe(error, request.ReportFile));
            }
        }

        IReadOnlyList<PlannedChange> changes = [.. plan.Wheels.Select(wheel => new PlannedChange(
            wheel.Resolved.Metadata.Name,
            installed.TryGet(wheel.Resolved.Candidate.Project, out var old) ? old.VersionText : null,
            wheel.Resolved.Metadata.Version.ToString()))];
        if (request.DryRun)
        {
            TellDryRun(plan, reporter);
            return new InstallResult(Changed: false, report) { Changes = changes };
        }

        if (changes.Count > 0 && request.Confirm?.Invoke(changes) == false)
        {
            return new InstallResult(Changed: false, report) { Changes = changes };
        }

        if (plan.Wheels.Count > 0)
        {
            await ApplyAsync(request, session, target, plan, installed, cancellationToken).ConfigureAwait(false);
        }

        targetFolder?.MoveIn(target.Scheme, request.Upgrade != UpgradeStrategy.ToSatisfyOnly, reporter);
        return new InstallResult(plan.Wheels.Count > 0, report) { Changes = changes };
    }

    private static async Task ApplyAsync(InstallRequest request, Session session, InstallTarget target, InstallPlanner plan, InstalledDistributions installed, CancellationToken cancellationToken)
    {
        var reporter = session.Reporter;
        var progress = plan.TellDownloads();
        using var transaction = EnvironmentTransaction.Begin(target, EnvironmentTransaction.FindLockFolder(session.EnvironmentVariable), reporter);
        using (var stager = new Stager(transaction, plan.Pipeline, reporter, cancellationToken))
        {
            await stager.StageAsync(plan.Wheels).ConfigureAwait(false);
            progress?.Dispose();
        }

        plan.CheckMetadata();

        reporter.Report(Severity.Info, $"Installing collected packages: {string.Join(", ", plan.Wheels.Select(wheel => wheel.DisplayName))}");
        var listings = new FolderListings();
        foreach (var wheel in plan.Wheels)
        {
            if (plan.Replaces(wheel, installed, out var old))
            {
                var removal = UninstallPlan.For(old, target, listings);
                TellUninstall(wheel, removal, reporter);
                if (removal.Refusal is null)
                {
                    transaction.Remove(removal);
                }
            }

            if (request.WarnScriptLocation && request.Destination is { Target: null, Prefix: null })
            {
                var names = wheel.Installation!.Wheel.ScriptEntryPoints.Where(entry => entry.Group == "console_scripts").Select(entry => entry.Name).ToList();
                ScriptLocation.Warn(target.Scheme.Scripts, names, session.Interpreter.Executable, session.EnvironmentVariable("PATH"), reporter);
            }
        }

        transaction.Commit();
        if (request.ProgressLeavesLine && plan.Wheels.Count > 1)
        {
            reporter.Report(Severity.Info, "");
        }

        if (request.WarnConflicts && !request.IgnoreDependencies)
        {
            ConflictCheck.Report([.. plan.Wheels.Select(wheel => wheel.Resolved.Metadata)], installed, plan.Overridden, session.Interpreter.Markers, reporter);
        }

        var summary = plan.Wheels.OrderBy(wheel => wheel.DisplayName, StringComparer.Ordinal).Select(wheel => $"{wheel.DisplayName}-{wheel.Resolved.Candidate.Version}");
        reporter.Report(Severity.Info, $"Successfully installed {string.Join(' ', summary)}");
    }

    private static void TellUninstall(PlannedWheel wheel, UninstallPlan removal, IReporter reporter)
    {
        var old = removal.Distribution;
        reporter.Report(Severity.Info, $"Attempting uninstall: {wheel.DisplayName}", indent: 2);
        reporter.Report(Severity.Info, $"Found existing installation: {old.Name} {old.VersionText}", indent: 4);
        if (removal.Refusal is { } refusal)
        {
            reporter.Report(Severity.Info, refusal, indent: 4);
            return;
        }

        reporter.Report(Severity.Info, $"Uninstalling {old.Name}-{old.VersionText}:", indent: 4);
        reporter.Report(Severity.Info, $"Successfully uninstalled {old.Name}-{old.VersionText}", indent: 6);
    }

    private static void TellDryRun(InstallPlanner plan, IReporter reporter)
    {
        if (plan.Wheels.Count > 0)
        {
            var items = plan.Wheels.Select(wheel => (wheel.Resolved.Metadata.Name, Version: wheel.Resolved.Metadata.Version.ToString()))
                .OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => $"{item.Name}-{item.Version}");
            reporter.Report(Severity.Info, $"Would install {string.Join(' ', items)}");
        }
    }

    private static UserErrorException CannotInstall(Exception error, Session session)
    {
        var text = SystemErrorText.Of(error);
        var advice = !text.StartsWith("[Errno 13]", StringComparison.Ordinal) ? ""
            : session.Interpreter.IsVirtualEnvironment ? "Check the permissions." : "Consider using the `--user` option or check the permissions.";
        return Errors.CannotInstall(text, advice);
    }
}
