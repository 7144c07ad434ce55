using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Install;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Requirements;
using PipCs.Standards.Names;

namespace PipCs.Uninstalling;

/// <summary><c>uninstall</c>: removes what is installed, one transaction where nothing is asked.</summary>
internal static class Uninstaller
{
    /// <summary>
    /// Removes the named projects. Without questions all go in one transaction; with questions each goes when it is
    /// confirmed. Where one cannot be removed, those before it are gone, as with pip.
    /// </summary>
    /// <exception cref="UserErrorException">Nothing was named, a requirement is invalid, or a distribution cannot be removed.</exception>
    internal static async Task<UninstallResult> RunAsync(UninstallRequest request, Session session, CancellationToken cancellationToken)
    {
        var interpreter = session.Interpreter;
        var reader = new RequirementReader(interpreter.Markers, session.Reporter, (url, token) => FetchedFile.FetchAsync(session.Index, url, session.Reporter, token)) { IgnoresMarkers = true, Codecs = new(interpreter.Executable) };
        var projects = NamedProjects(await reader.ReadAsync(request.Sources, cancellationToken).ConfigureAwait(false), session.Reporter);
        if (projects.Count == 0)
        {
            throw Errors.NothingToUninstall();
        }

        if (!request.BreakSystemPackages)
        {
            ExternallyManaged.Check(interpreter, session.EnvironmentVariable);
        }

        return Remove(request, session, projects);
    }

    private static UninstallResult Remove(UninstallRequest request, Session session, List<(ProjectName Project, string Name)> projects)
    {
        var interpreter = session.Interpreter;
        var installed = SettledDistributions.Scan(() => InstalledDistributions.Scan(interpreter), session.Reporter);
        var target = new InstallTarget { Scheme = SchemeOf(projects, installed, interpreter), ScriptExecutable = interpreter.Executable, Interpreter = interpreter };
        var removed = new List<InstalledDistribution>();
        if (request.Confirm is null)
        {
            RemoveAll(session, target, installed, projects, removed);
        }
        else
        {
            RemoveEach(request, session, target, installed, projects, removed, request.Confirm);
        }

        return new UninstallResult(removed);
    }

    /// <summary>The folders that change: the user's where nothing else is touched, since the others may not be written.</summary>
    private static InstallationScheme SchemeOf(List<(ProjectName Project, string Name)> projects, InstalledDistributions installed, Interpreter interpreter)
    {
        var found = false;
        foreach (var (project, _) in projects)
        {
            if (installed.TryGet(project, out var distribution))
            {
                found = true;
                if (!distribution.IsInUserSite)
                {
                    return interpreter.Scheme;
                }
            }
        }

        return found && interpreter.UserScheme is { } user ? user : interpreter.Scheme;
    }

    private static void RemoveAll(Session session, InstallTarget target, InstalledDistributions installed, List<(ProjectName Project, string Name)> projects, List<InstalledDistribution> removed)
    {
        var listings = new FolderListings();
        var plans = new List<(string Name, UninstallPlan? Plan)>();
        UserErrorException? failure = null;
        InstalledDistribution? failedDistribution = null;
        using (var transaction = projects.Exists(entry => installed.TryGet(entry.Project, out _)) ? EnvironmentTransaction.Begin(target, session.Reporter) : null)
        {
            foreach (var (project, name) in projects)
            {
                if (!installed.TryGet(project, out var distribution))
                {
                    plans.Add((name, null));
                    continue;
                }

                try
                {
                    var plan = UninstallPlan.For(distribution, target, listings);
                    plans.Add((name, plan));
                    transaction!.Remove(plan);
                }
                catch (UserErrorException exception)
                {
                    failure = exception;
                    failedDistribution = distribution;
                    break;
                }
            }

            transaction?.Commit();
        }

        foreach (var (name, plan) in plans)
        {
            if (plan is null)
            {
                ReportMissing(session.Reporter, name);
            }
            else if (ReportFound(session.Events, plan))
            {
                ReportRemoved(session, plan);
                removed.Add(plan.Distribution);
            }
        }

        if (failure is not null)
        {
            ReportFound(session.Events, failedDistribution!);
            throw failure;
        }
    }

    private static void RemoveEach(UninstallRequest request, Session session, InstallTarget target, InstalledDistributions installed, List<(ProjectName Project, string Name)> projects, List<InstalledDistribution> removed, Func<bool> confirm)
    {
        foreach (var (project, name) in projects)
        {
            if (!installed.TryGet(project, out var distribution))
            {
                ReportMissing(session.Reporter, name);
                continue;
            }

            UninstallPlan plan;
            try
            {
                plan = UninstallPlan.For(distribution, target);
            }
            catch (UserErrorException)
            {
                ReportFound(session.Events, distribution);
                throw;
            }

            if (!ReportFound(session.Events, plan))
            {
                continue;
            }

            ReportPlan(session.Reporter, plan, request.IsVerbose);
            if (confirm())
            {
                using (var transaction = EnvironmentTransaction.Begin(target, session.Reporter))
                {
                    transaction.Remove(plan);
                    transaction.Commit();
                }

                ReportRemoved(session, plan);
                removed.Add(distribution);
            }
        }
    }

    private static void ReportMissing(IReporter reporter, string name) => reporter.Report(Severity.Warning, $"Skipping {name} as it is not installed.");

    private static void ReportFound(IProgress<PipEvent>? events, InstalledDistribution distribution)
        => events?.Report(new PipEvent.RemovalFound(distribution.Name, distribution.VersionText, RemovalReason.Requested, ReplacedBy: null));

    /// <summary>Reports what was found; false where nothing of it is to be removed.</summary>
    private static bool ReportFound(IProgress<PipEvent>? events, UninstallPlan plan)
    {
        ReportFound(events, plan.Distribution);
        if (plan.IsEmpty)
        {
            events?.Report(new PipEvent.RemovalSkipped(plan.Name, plan.VersionText, RemovalReason.Requested, plan.Refusal));
            return false;
        }

        events?.Report(new PipEvent.Removing(plan.Name, plan.VersionText, RemovalReason.Requested));
        return true;
    }

    private static void ReportPlan(IReporter reporter, UninstallPlan plan, bool verbose)
    {
        if (verbose)
        {
            ReportPaths(reporter, "Would remove:", plan.DisplayAll());
        }
        else
        {
            var (remove, stay) = plan.Display();
            ReportPaths(reporter, "Would remove:", remove);
            ReportPaths(reporter, "Would not remove (might be manually added):", stay);
        }

        ReportPaths(reporter, "Would not remove (outside of prefix):", plan.Refused);
        if (verbose)
        {
            ReportPaths(reporter, "Will actually move:", plan.DisplayMoved());
        }
    }

    private static void ReportPaths(IReporter reporter, string title, IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
        {
            return;
        }

        reporter.Report(Severity.Info, title, indent: 2);
        foreach (var path in paths)
        {
            reporter.Report(Severity.Info, path, indent: 4);
        }
    }

    /// <summary>Warns of a <c>.pth</c> file that is gone already.</summary>
    internal static void ReportMissingPathFile(IReporter reporter, UninstallPlan plan, int indent)
    {
        if (plan.MissingPathFile is { } file)
        {
            reporter.Report(Severity.Warning, $"Cannot remove entries from nonexistent file {file}", indent);
        }
    }

    private static void ReportRemoved(Session session, UninstallPlan plan)
    {
        ReportFiles(session.Reporter, plan, indent: 2);
        ReportMissingPathFile(session.Reporter, plan, indent: 2);
        session.Events?.Report(new PipEvent.Removed(plan.Name, plan.VersionText, RemovalReason.Requested));
    }

    /// <summary>Names each path that goes, where <c>-v</c> or a log asks for it.</summary>
    internal static void ReportFiles(IReporter reporter, UninstallPlan plan, int indent)
    {
        if (!reporter.Shows(Severity.Verbose))
        {
            return;
        }

        foreach (var path in plan.DisplayMoved())
        {
            reporter.Report(Severity.Verbose, $"Removing file or directory {path}", indent);
        }

        foreach (var (file, line) in plan.RemovedLines)
        {
            reporter.Report(Severity.Verbose, $"Removing pth entries from {file}:", indent);
            reporter.Report(Severity.Verbose, $"Removing entry: {line}", indent);
        }
    }

    /// <summary>The projects that are named, each once, the last spelling of each in the place of the first.</summary>
    private static List<(ProjectName Project, string Name)> NamedProjects(GivenRequirements given, IReporter reporter)
    {
        var projects = new List<(ProjectName Project, string Name)>();
        foreach (var root in given.Requirements)
        {
            Add(root.Requirement.Project, root.Requirement.Name);
        }

        foreach (var unnamed in given.Unnamed)
        {
            if (unnamed.Source.EggName is { } egg && ProjectName.TryParse(egg, out var project))
            {
                Add(project, egg);
            }
            else if (unnamed.Origin.Length == 0)
            {
                reporter.Report(Severity.Warning, $"Invalid requirement: {PythonRepr.Quote(unnamed.Text)} ignored - the uninstall command expects named requirements.");
            }
        }

        return projects;

        void Add(ProjectName project, string name)
        {
            var index = projects.FindIndex(entry => entry.Project == project);
            if (index >= 0)
            {
                projects[index] = (project, name);
            }
            else
            {
                projects.Add((project, name));
            }
        }
    }
}
