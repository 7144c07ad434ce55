using PipCs.Diagnostics;
using PipCs.Events;
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
internal static class Installer
{
    /// <summary>Installs.</summary>
    /// <exception cref="UserErrorException">Something is wrong that a person can understand; the environment is as it was.</exception>
    internal static async Task<InstallResult> RunAsync(InstallRequest request, Session session, CancellationToken cancellationToken)
    {
        var destination = request.Destination;
        if (destination is { User: true, Target: not null })
        {
            throw Errors.UserWithTarget();
        }

        if (destination is { User: true, Prefix: not null })
        {
            throw Errors.UserWithPrefix();
        }

        if (destination.IsEnvironment && !request.BreakSystemPackages && !(request.DryRun && (request.ReportFile is not null || request.WantsReport)))
        {
            ExternallyManaged.Check(session.Interpreter, session.EnvironmentVariable);
        }

        try
        {
            var target = DestinationScheme.Choose(destination, session, request.Options.Upgrade != UpgradeStrategy.ToSatisfyOnly);
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
            Options = request.Options,
            OnlyDependencies = request.OnlyDependencies,
            WillInstall = !request.DryRun,
            IsReported = request.ReportFile is not null || request.WantsReport,
            Compile = request.Compile,
            StaysBeside = replaced.StaysBeside,
        };
        var known = request.IgnoreInstalled || request.Destination.Target is not null ? InstalledDistributions.Scan([]) : installed;
        var read = await ReadRequest.ReadAsync(planRequest, session, cancellationToken).ConfigureAwait(false);
        await using var services = InstallServices.Open(read, session, cancellationToken);
        var plan = await InstallPlanner.PlanAsync(read, services, known, cancellationToken).ConfigureAwait(false);
        replaced.RefuseHidden(plan.Wheels.Select(wheel => wheel.Resolved.Candidate.Project));
        byte[]? report = null;
        if (planRequest.IsReported)
        {
            report = await InstallationReport.WriteAsync(plan, services, cancellationToken).ConfigureAwait(false);
            if (request.ReportFile is { } path)
            {
                var error = await OutputFile.WriteAsync(path, report, cancellationToken).ConfigureAwait(false);
                if (error != Errno.None)
                {
                    throw Errors.CannotWriteReport(PlatformError.Describe(error, path));
                }
            }
        }

        var result = new InstallResult
        {
            Installed = [.. plan.Wheels.Select(static wheel => new InstalledItem(ChosenDistribution.Of(wheel)))],
            Removed = [],
            Kept = [.. plan.Kept.Select(ChosenDistribution.Of)],
            Changed = false,
            Report = request.WantsReport ? report : null,
        };
        if (request.DryRun)
        {
            ReportDryRun(plan, session.Events);
            return result;
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
                WarnConflicts = request.WarnConflicts && !request.Options.IgnoreDependencies,
            };
            var (wheels, removed) = await change.MakeAsync(cancellationToken).ConfigureAwait(false);
            result = result with
            {
                Installed = [.. wheels.Select(wheel => new InstalledItem(ChosenDistribution.Of(wheel)) { LibraryFolders = target.LibraryFolders })],
                Removed = removed,
                Changed = true,
            };
        }

        if (target.IsFlat)
        {
            Directory.CreateDirectory(target.LibraryFolders[0]);
        }

        return result;
    }

    private static void ReportDryRun(InstallPlan plan, IProgress<PipEvent>? events)
    {
        if (plan.Wheels.Count > 0 && events is not null)
        {
            var items = plan.Wheels.Select(static wheel => new NamedVersion(wheel.Resolved.Metadata.Name, wheel.Resolved.Metadata.Version));
            events.Report(new PipEvent.WouldInstall([.. items.OrderBy(static item => item.Name, StringComparer.Ordinal)]));
        }
    }
}
