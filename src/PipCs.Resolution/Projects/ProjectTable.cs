using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Projects;

/// <summary>Every project that the resolution has met, with one <see cref="ProjectState"/> each.</summary>
internal sealed class ProjectTable(ResolutionRequest request, IMetadataSource source)
{
    private readonly Dictionary<ProjectName, ProjectState> _projects = [];

    internal IReadOnlyCollection<ProjectState> All => _projects.Values;

    /// <summary>The project of a requirement, which the requirement remembers.</summary>
    internal ProjectState Of(Dependency dependency) => dependency.Project ??= Of(dependency.Target);

    internal ProjectState Of(ProjectName name)
    {
        if (!_projects.TryGetValue(name, out ProjectState? project))
        {
            InstalledCandidate? installed = null;
            if (!request.Options.ForceReinstall)
            {
                _ = request.Installed.TryGetValue(name, out installed);
            }

            project = new ProjectState(name, request.Options.Releases.Prereleases(name))
            {
                Number = _projects.Count,
                Installed = installed,
                PrefersInstalled = request.Options.Upgrade != UpgradeStrategy.Eager
                    && (request.Options.Upgrade == UpgradeStrategy.ToSatisfyOnly || RequestedOrderOf(name) == int.MaxValue),
            };
            _projects.Add(name, project);
        }

        return project;
    }

    /// <summary>The index of the first requested requirement on the project, or <see cref="int.MaxValue"/> where nobody requested it.</summary>
    internal int RequestedOrderOf(ProjectName name)
    {
        for (int i = 0; i < request.Requirements.Count; i++)
        {
            if (request.Requirements[i].Requirement.Project == name)
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    /// <summary>Gives a project its page, or null where no index has one, and judges the page's files.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">A lock file names the one file of the page, and that cannot be used.</exception>
    internal void SetPage(ProjectState project, ProjectPage? page)
    {
        if (page is not null && source.IsLocked(project.Name))
        {
            PageJudgement.RequireUsable(request, page);
        }

        project.SetPage(page, page is null ? null : new PageJudgement(request, page, project.Hashes));
    }
}
