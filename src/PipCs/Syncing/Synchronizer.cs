using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Resolution;
using PipCs.Selection;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;
using PipCs.Trees;
using PipCs.Updating;

namespace PipCs.Syncing;

/// <summary><c>sync</c>: makes the environment hold the resolution of the files and nothing else, by the stages of <c>install</c> and in its one transaction.</summary>
internal static class Synchronizer
{
    private static readonly PackageVersion FirstWithoutSetuptools = PackageVersion.Parse("3.12a0");

    /// <summary>Plans the change, shows it, and makes it.</summary>
    /// <returns>The plan, and whether it was carried out.</returns>
    /// <exception cref="UserErrorException">The files are bad or name nothing, nothing suits them, or something cannot be removed; the environment is as it was.</exception>
    internal static async Task<ChangeResult> RunAsync(SyncRequest request, Session session, CancellationToken cancellationToken)
    {
        var installed = SettledDistributions.Scan(() => InstalledDistributions.Scan(session.Interpreter), session.Reporter);
        var plan = new PlanRequest
        {
            Command = "sync",
            Sources = request.Sources,
            Options = request.Options,
        };
        var changes = new PlannedChanges(request, session)
        {
            Destination = new Destination { User = false },
            FindRest = plan => plan.Projects.Count == 0 && !request.AllowEmpty ? throw Errors.NothingToSync() : RestOf(installed, plan.Projects, session),
        };
        return await changes.RunAsync(plan, installed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The distributions of the environment that the plan does not have. The tools that Python itself installs, and their dependencies, stay.</summary>
    private static List<InstalledDistribution> RestOf(InstalledDistributions installed, IReadOnlySet<ProjectName> wanted, Session session)
    {
        var rest = installed.All.Where(distribution => distribution.IsLocal && !distribution.IsInUserSite && !wanted.Contains(distribution.Project) && !InstalledSelection.IsStandardLibrary(distribution.Project)).ToList();
        if (rest.RemoveAll(distribution => IsSeed(distribution.Project, session)) > 0 && rest.Count > 0)
        {
            var tree = DependencyTree.Read(installed, session.Interpreter.Markers, session.Reporter);
            var needed = DependencyTree.Closure(tree.Nodes.Where(node => !wanted.Contains(node.Project) && IsSeed(node.Project, session))).Select(node => node.Project).ToHashSet();
            rest.RemoveAll(distribution => needed.Contains(distribution.Project));
        }

        return rest;
    }

    /// <summary>The projects that <c>venv</c> installs into an environment: pip, and before Python 3.12 the tools that pip built with.</summary>
    private static bool IsSeed(ProjectName project, Session session)
        => project.Value == "pip" || (project.Value is "setuptools" or "wheel" && session.Interpreter.Version.CompareTo(FirstWithoutSetuptools) < 0);
}
