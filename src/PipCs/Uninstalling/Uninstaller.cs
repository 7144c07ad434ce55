using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Installed;
using PipCs.Standards.FileNames;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Uninstalling;

/// <summary>The command <c>uninstall</c>.</summary>
public static class Uninstaller
{
    /// <summary>
    /// Removes the named projects. Without questions all go in one transaction; with questions each goes when it is
    /// confirmed. Where one cannot be removed, those before it are gone, as with pip.
    /// </summary>
    /// <exception cref="UserErrorException">Nothing was named, a requirement is invalid, or a distribution cannot be removed.</exception>
    public static UninstallResult Run(UninstallRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var projects = ReadProjects(request);
        if (projects.Count == 0)
        {
            throw Errors.NothingToUninstall();
        }

        var interpreter = request.Interpreter;
        var target = new InstallTarget { Scheme = interpreter.Scheme, ScriptExecutable = interpreter.Executable, Interpreter = interpreter };
        var installed = InstalledDistributions.Scan(interpreter);
        foreach (var folder in installed.FoldersWithJournal)
        {
            EnvironmentTransaction.RollBackUnfinished(folder, request.LockFolder, request.Reporter);
        }

        if (installed.FoldersWithJournal.Count > 0)
        {
            installed = InstalledDistributions.Scan(interpreter);
        }

        var removed = new List<InstalledDistribution>();
        if (request.Confirm is null)
        {
            RemoveAll(request, target, installed, projects, removed);
        }
        else
        {
            RemoveEach(request, target, installed, projects, removed, request.Confirm);
        }

        return new UninstallResult(removed);
    }

    private static void RemoveAll(UninstallRequest request, InstallTarget target, InstalledDistributions installed, List<(ProjectName Project, string Name)> projects, List<InstalledDistribution> removed)
    {
        var listings = new FolderListings();
        var plans = new List<(string Name, UninstallPlan? Plan)>();
        UserErrorException? failure = null;
        InstalledDistribution? failedDistribution = null;
        using (var transaction = EnvironmentTransaction.Begin(target, request.LockFolder, request.Reporter))
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
                    transaction.Remove(plan);
                }
                catch (UserErrorException exception)
                {
                    failure = exception;
                    failedDistribution = distribution;
                    break;
                }
            }

            transaction.Commit();
        }

        foreach (var (name, plan) in plans)
        {
            if (plan is null)
            {
                ReportMissing(request.Reporter, name);
            }
            else if (ReportFound(request.Reporter, plan))
            {
                ReportRemoved(request.Reporter, plan);
                removed.Add(plan.Distribution);
            }
        }

        if (failure is not null)
        {
            request.Reporter.Report(Severity.Info, $"Found existing installation: {failedDistribution}");
            throw failure;
        }
    }

    private static void RemoveEach(UninstallRequest request, InstallTarget target, InstalledDistributions installed, List<(ProjectName Project, string Name)> projects, List<InstalledDistribution> removed, Func<bool> confirm)
    {
        var reporter = request.Reporter;
        foreach (var (project, name) in projects)
        {
            if (!installed.TryGet(project, out var distribution))
            {
                ReportMissing(reporter, name);
                continue;
            }

            UninstallPlan plan;
            try
            {
                plan = UninstallPlan.For(distribution, target);
            }
            catch (UserErrorException)
            {
                reporter.Report(Severity.Info, $"Found existing installation: {distribution}");
                throw;
            }

            if (!ReportFound(reporter, plan))
            {
                continue;
            }

            ReportPlan(reporter, plan, request.IsVerbose);
            if (confirm())
            {
                using (var transaction = EnvironmentTransaction.Begin(target, request.LockFolder, reporter))
                {
                    transaction.Remove(plan);
                    transaction.Commit();
                }

                ReportRemoved(reporter, plan);
                removed.Add(distribution);
            }
        }
    }

    private static void ReportMissing(IReporter reporter, string name) => reporter.Report(Severity.Warning, $"Skipping {name} as it is not installed.");

    /// <summary>Says what was found; false where nothing of it is to be removed.</summary>
    private static bool ReportFound(IReporter reporter, UninstallPlan plan)
    {
        reporter.Report(Severity.Info, $"Found existing installation: {plan.Distribution}");
        if (plan.Refusal is { } refusal)
        {
            reporter.Report(Severity.Info, refusal);
        }

        if (plan.Paths.Count == 0)
        {
            reporter.Report(Severity.Info, $"Can't uninstall '{plan.Distribution.Name}'. No files were found to uninstall.");
            return false;
        }

        reporter.Report(Severity.Info, $"Uninstalling {plan.Distribution.Name}-{plan.Distribution.VersionText}:");
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

    private static void ReportRemoved(IReporter reporter, UninstallPlan plan)
    {
        if (reporter.Shows(Severity.Verbose))
        {
            foreach (var path in plan.DisplayMoved())
            {
                reporter.Report(Severity.Verbose, $"Removing file or directory {path}", indent: 2);
            }

            foreach (var (file, line) in plan.RemovedLines)
            {
                reporter.Report(Severity.Verbose, $"Removing pth entries from {file}:", indent: 2);
                reporter.Report(Severity.Verbose, $"Removing entry: {line}", indent: 2);
            }
        }

        reporter.Report(Severity.Info, $"Successfully uninstalled {plan.Distribution.Name}-{plan.Distribution.VersionText}", indent: 2);
    }

    /// <summary>The projects that are named, each once, the last spelling of each in the place of the first.</summary>
    private static List<(ProjectName Project, string Name)> ReadProjects(UninstallRequest request)
    {
        var projects = new List<(ProjectName Project, string Name)>();
        foreach (var text in request.Requirements)
        {
            Add(projects, text, request.Reporter);
        }

        foreach (var text in request.FileRequirements)
        {
            Add(projects, text, null);
        }

        return projects;
    }

    private static void Add(List<(ProjectName Project, string Name)> projects, string text, IReporter? reporter)
    {
        string name;
        if (Requirement.TryParse(text, out var requirement, out var error))
        {
            name = requirement.Name;
        }
        else if (NameOfFile(text) is { } found)
        {
            name = found;
        }
        else if (text.Contains('/', StringComparison.Ordinal) || text.EndsWith(".whl", StringComparison.Ordinal) || text == ".")
        {
            reporter?.Report(Severity.Warning, $"Invalid requirement: '{text}' ignored - the uninstall command expects named requirements.");
            return;
        }
        else
        {
            throw Errors.InvalidRequirement(text, error);
        }

        var project = ProjectName.Normalize(name);
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

    /// <summary>The project that a wheel's path or URL, or an <c>#egg=</c> fragment, names.</summary>
    private static string? NameOfFile(string text)
    {
        var egg = text.IndexOf("#egg=", StringComparison.Ordinal);
        if (egg >= 0)
        {
            return Requirement.TryParse(text.AsSpan(egg + 5), out var requirement) ? requirement.Name : null;
        }

        var path = text.AsSpan();
        var end = path.IndexOfAny('#', '?');
        path = end < 0 ? path : path[..end];
        return WheelFileName.TryParse(path[(path.LastIndexOf('/') + 1)..].ToString(), out var wheel) ? wheel.Name : null;
    }
}
