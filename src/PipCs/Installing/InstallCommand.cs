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
            var target = DestinationScheme.Choose(destination, session, request.Upgrade != UpgradeStrategy.ToSatisfyOnly);
            return await RunAsync(request, session, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EnvironmentChange.Failure(error, session);
        }
    }

    private static async Task<InstallResult> RunAsync(InstallRequest request, Session session, InstallTarget target, CancellationToken cancellationToken)
    {
        var reporter = session.Reporter;
        var installed = SettledDistributions.Scan(() => InstalledDistributions.Scan(session.Interpreter), reporter);
        var replaced = new ReplacedCopies(target, installed, replaces: !request.IgnoreInstalled || target.IsFlat);
        var planRequest = new PlanRequest
        {
            Command = "install",
            Sources = request.Sources,
            Index = request.Index,
            Selection = request.Selection,
            Upgrade = request.Upgrade,
            ForceReinstall = request.ForceReinstall,
            IgnoreDependencies = request.IgnoreDependencies,
            OnlyDependencies = request.OnlyDependencies,
            WillInstall = !request.DryRun,
            IsReported = request.ReportFile is not null,
            Compile = request.Compile,
            StaysBeside = replaced.StaysBeside,
        };
        var known = request.IgnoreInstalled || request.Destination.Target is not null ? InstalledDistributions.Scan([]) : installed;
        var read = await ReadRequest.ReadAsync(planRequest, session, cancellationToken).ConfigureAwait(false);
        await using var services = InstallServices.Open(read, session, cancellationToken);
        var plan = await InstallPlanner.PlanAsync(read, services, known, cancellationToken).ConfigureAwait(false);
        replaced.RefuseHidden(plan.Wheels.Select(wheel => wheel.Resolved.Candidate.Project));
        byte[]? report = null;
        if (request.ReportFile is not null)
        {
            report = await InstallationReport.WriteAsync(plan, services, cancellationToken).ConfigureAwait(false);
            if (request.ReportFile != "-")
            {
                var error = await OutputFile.WriteAsync(request.ReportFile, report, cancellationToken).ConfigureAwait(false);
                report = error == Errno.None ? null : throw Errors.CannotWriteReport(PlatformError.Describe(error, request.ReportFile));
            }
        }

        if (request.DryRun)
        {
            TellDryRun(plan, reporter);
            return new InstallResult(Changed: false, report);
        }

        if (plan.Wheels.Count > 0)
        {
            var change = new EnvironmentChange
            {
                Plan = plan,
                Services = services,
                Installed = installed,
                Target = target,
                Replaced = replaced,
                WarnScriptLocation = request.WarnScriptLocation && request.Destination is { Target: null, Prefix: null },
                WarnConflicts = request.WarnConflicts && !request.IgnoreDependencies,
                ProgressLeavesLine = request.ProgressLeavesLine,
            };
            await change.MakeAsync(cancellationToken).ConfigureAwait(false);
        }

        if (target.IsFlat)
        {
            Directory.CreateDirectory(target.LibraryFolders[0]);
        }

        return new InstallResult(plan.Wheels.Count > 0, report);
    }

    private static void TellDryRun(InstallPlan plan, IReporter reporter)
    {
        if (plan.Wheels.Count > 0)
        {
            var items = plan.Wheels.Select(wheel => (wheel.Resolved.Metadata.Name, Version: wheel.Resolved.Metadata.Version.ToString()))
                .OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => $"{item.Name}-{item.Version}");
            reporter.Report(Severity.Info, $"Would install {string.Join(' ', items)}");
        }
    }
}
