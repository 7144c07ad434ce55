using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;

namespace PipCs.Updating;

/// <summary>The stages of <c>install</c>, with the plan shown in between: read, resolve, show, ask, change.</summary>
internal sealed class PlannedChanges(ChangeRequest request, Session session)
{
    private readonly Session _session = session with { Reporter = new QuietReporter(session.Reporter) };

    /// <summary>The environment that changes.</summary>
    internal Destination Destination { get; init; } = new();

    /// <summary>Selects the installed distributions to remove that the plan does not have; null for none.</summary>
    internal Func<InstallPlan, IReadOnlyList<InstalledDistribution>>? FindRest { get; init; }

    /// <summary>Makes the plan, and carries it out unless it is only to be shown or the user declines.</summary>
    /// <exception cref="UserErrorException">No plan can be made, or it cannot be carried out; the environment is as it was.</exception>
    internal async Task<ChangeResult> RunAsync(PlanRequest planRequest, InstalledDistributions installed, CancellationToken cancellationToken)
    {
        if (!request.BreakSystemPackages)
        {
            ExternallyManaged.Check(_session.Interpreter, _session.EnvironmentVariable);
        }

        try
        {
            var target = DestinationScheme.Choose(Destination, _session);
            var read = await ReadRequest.ReadAsync(planRequest with { WillInstall = !request.DryRun }, _session, cancellationToken).ConfigureAwait(false);
            await using var services = InstallServices.Open(read, _session, cancellationToken);
            var plan = await InstallPlanner.PlanAsync(read, services, installed, cancellationToken).ConfigureAwait(false);
            var removals = FindRest?.Invoke(plan) ?? [];
            var changes = Describe(plan, removals, installed);
            if (changes.Count == 0 || request.DryRun || request.Confirm?.Invoke(changes) == false)
            {
                return new ChangeResult(Changed: false, changes);
            }

            var change = new EnvironmentChange { Plan = plan, Services = services, Installed = installed, Target = target, Removals = removals, WarnConflicts = !planRequest.Options.IgnoreDependencies };
            await change.MakeAsync(cancellationToken).ConfigureAwait(false);
            return new ChangeResult(Changed: true, changes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EnvironmentChange.Failure(error, _session);
        }
    }

    private static List<PlannedChange> Describe(InstallPlan plan, IReadOnlyList<InstalledDistribution> removals, InstalledDistributions installed)
    {
        var changes = plan.Wheels.Select(wheel => new PlannedChange(
            wheel.Resolved.Metadata.Name,
            installed.TryGet(wheel.Resolved.Candidate.Project, out var old) ? old.VersionText : null,
            wheel.Resolved.Metadata.Version.ToString())).ToList();
        changes.AddRange(removals.Select(static distribution => new PlannedChange(distribution.Name, distribution.VersionText, null)));
        changes.Sort(static (left, right) => StringComparer.OrdinalIgnoreCase.Compare(left.Name, right.Name));
        return changes;
    }
}
