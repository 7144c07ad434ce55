using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Install;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Store;
using PipCs.Uninstalling;

namespace PipCs.Installing;

/// <summary>The second half of the line: the wheels of a plan are staged as they land, then the environment changes at one moment.</summary>
internal sealed record EnvironmentChange
{
    /// <summary>The plan that is carried out.</summary>
    internal required InstallPlan Plan { get; init; }

    /// <summary>The services that made the plan.</summary>
    internal required InstallServices Services { get; init; }

    /// <summary>The distributions that are installed before the change.</summary>
    internal required InstalledDistributions Installed { get; init; }

    /// <summary>Where it is installed.</summary>
    internal required InstallTarget Target { get; init; }

    /// <summary>The distributions that are removed and not replaced.</summary>
    internal IReadOnlyList<InstalledDistribution> Removals { get; init; } = [];

    /// <summary>Which copies of the same projects go; null for the rule of the environment.</summary>
    internal ReplacedCopies? Replaced { get; init; }

    /// <summary>Whether to warn of scripts that PATH does not reach.</summary>
    internal bool WarnScriptLocation { get; init; } = true;

    /// <summary>Whether to warn of conflicts among what is installed afterwards.</summary>
    internal bool WarnConflicts { get; init; } = true;

    /// <summary>Makes the change.</summary>
    /// <returns>The wheels that were installed, and the copies that went for them.</returns>
    /// <exception cref="UserErrorException">Something cannot be fetched, installed or removed; the environment is as it was.</exception>
    internal async Task<(IReadOnlyList<PlannedWheel> Installed, IReadOnlyList<RemovedItem> Removed)> MakeAsync(CancellationToken cancellationToken)
    {
        var session = Services.Session;
        var reporter = session.Reporter;
        var listings = new FolderListings();
        var kept = TargetFolder.FindKept(Plan.Wheels, Target);
        IReadOnlyList<PlannedWheel> wheels = kept.Count == 0 ? Plan.Wheels : [.. Plan.Wheels.Where(wheel => !kept.ContainsKey(wheel))];
        var progress = await new DownloadLines(Services).ReportAsync(Plan.Wheels).ConfigureAwait(false);
        using var transaction = EnvironmentTransaction.Begin(Target, reporter);
        foreach (var distribution in Removals)
        {
            Remove(distribution, transaction, listings, session.Events);
        }

        var removed = Removals.Select(static removal => new RemovedItem(removal.Name, removal.VersionText)).ToList();
        IReadOnlyList<StagedWheel> staged;
        using (var stager = new Stager(transaction, Services.Pipeline, wheels, AllStored, cancellationToken))
        {
            staged = await stager.StageAsync().ConfigureAwait(false);
        }

        try
        {
            var rule = Replaced ?? new ReplacedCopies(Target, Installed);
            foreach (var wheel in staged)
            {
                Replace(wheel, rule, transaction, listings, session, removed);
            }
        }
        finally
        {
            if (Plan.Wheels.Count > 0)
            {
                session.Events?.Report(new PipEvent.InstallingEnded(Plan.Wheels.Count));
            }
        }

        transaction.Commit();
        TellDone(session);
        TargetFolder.WarnOfKept(kept.Values, transaction.KeptEntries, Target, reporter);
        return (wheels, removed);

        void AllStored(IReadOnlyList<StoredWheel> stored)
        {
            progress?.Dispose();
            for (var i = 0; i < stored.Count; i++)
            {
                SidecarCheck.Check(wheels[i], stored[i]);
            }

            if (Plan.Wheels.Count > 0 && session.Events is { } events)
            {
                events.Report(new PipEvent.Installing([.. Plan.Wheels.Select(NamedVersionOf)]));
            }
        }
    }

    /// <summary>The error for what the system refused.</summary>
    internal static UserErrorException Failure(Exception error, Session session)
    {
        var text = SystemErrorText.Of(error);
        var advice = !text.StartsWith("[Errno 13]", StringComparison.Ordinal) ? ""
            : session.Interpreter.IsVirtualEnvironment ? "Check the permissions." : "Consider using the `--user` option or check the permissions.";
        return Errors.CannotInstall(text, advice);
    }

    private void Remove(InstalledDistribution distribution, EnvironmentTransaction transaction, FolderListings listings, IProgress<PipEvent>? events)
    {
        var removal = UninstallPlan.For(distribution, Target, listings);
        if (removal.Refusal is { } refusal)
        {
            throw Errors.CannotRemove(distribution.Name, refusal);
        }

        events?.Report(new PipEvent.Removing(distribution.Name, distribution.VersionText, RemovalReason.Unwanted));
        transaction.Remove(removal.IsEmpty ? throw Errors.CannotRemove(distribution.Name, "No files were found to uninstall.") : removal);
        events?.Report(new PipEvent.Removed(distribution.Name, distribution.VersionText, RemovalReason.Unwanted));
    }

    private void Replace(StagedWheel staged, ReplacedCopies rule, EnvironmentTransaction transaction, FolderListings listings, Session session, List<RemovedItem> removed)
    {
        foreach (var copy in rule.Of(staged.Wheel.Resolved.Candidate.Project))
        {
            RemoveOld(copy, staged.Wheel, transaction, listings, session, removed);
        }

        if (staged.Installation.Wheel.NewerWheelVersion is { } version)
        {
            session.Reporter.Report(Severity.Warning, $"Installing from a newer Wheel-Version ({version})", indent: 2);
        }

        if (session.Reporter.Shows(Severity.Verbose))
        {
            foreach (var (path, mode) in transaction.GetWrappers(staged.Installation))
            {
                session.Reporter.Report(Severity.Verbose, $"changing mode of {path} to {Convert.ToString(mode, 8)}", indent: 2);
            }
        }

        if (WarnScriptLocation)
        {
            ScriptLocation.Warn(transaction.GetConsoleScripts(staged.Installation), session.Interpreter.Executable, session.EnvironmentVariable("PATH"), session.Reporter);
        }
    }

    private static NamedVersion NamedVersionOf(PlannedWheel wheel) => new(wheel.DisplayName, wheel.Resolved.Candidate.Version);

    private void TellDone(Session session)
    {
        if (WarnConflicts)
        {
            ConflictCheck.Report(
                [.. Plan.Wheels.Select(wheel => wheel.Resolved.Metadata)], Removals.Select(removal => removal.Project), Installed, Plan.Overridden, session.Interpreter.Markers, session.Reporter);
        }

        if (Plan.Wheels.Count > 0 && session.Events is { } events)
        {
            events.Report(new PipEvent.Installed([.. Plan.Wheels.OrderBy(static wheel => wheel.DisplayName, StringComparer.Ordinal).Select(NamedVersionOf)]));
        }
    }

    // A copy that a wheel replaces.
    private void RemoveOld(ReplacedCopy copy, PlannedWheel wheel, EnvironmentTransaction transaction, FolderListings listings, Session session, List<RemovedItem> removed)
    {
        var old = copy.Distribution;
        var (reporter, events) = Target.IsFlat ? (SilentReporter.Instance, null) : (session.Reporter, session.Events);
        events?.Report(new PipEvent.RemovalFound(old.Name, old.VersionText, RemovalReason.Replaced, wheel.DisplayName));
        var removal = copy.LeftAlone is null ? UninstallPlan.For(old, Target, listings) : null;
        if (removal is null || removal.IsEmpty)
        {
            events?.Report(new PipEvent.RemovalSkipped(old.Name, old.VersionText, RemovalReason.Replaced, copy.LeftAlone ?? removal!.Refusal));
            return;
        }

        events?.Report(new PipEvent.Removing(old.Name, old.VersionText, RemovalReason.Replaced));
        Uninstaller.ReportFiles(reporter, removal, indent: 6);
        Uninstaller.ReportMissingPathFile(reporter, removal, indent: 6);
        transaction.Remove(removal);
        removed.Add(new RemovedItem(old.Name, old.VersionText));
        events?.Report(new PipEvent.Removed(old.Name, old.VersionText, RemovalReason.Replaced));
    }
}
