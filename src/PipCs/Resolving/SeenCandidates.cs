using PipCs.Diagnostics;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolving;

/// <summary>Counts the projects and versions that a resolution looks at, each once, even if the resolution begins again. Used by one thread.</summary>
internal sealed class SeenCandidates(IWorkObserver work)
{
    private readonly HashSet<ProjectName> _projects = [];
    private readonly HashSet<ProjectFile> _files = [];

    /// <summary>Counts a project whose page is read or asked for early.</summary>
    internal void Add(ProjectName project)
    {
        if (_projects.Add(project))
        {
            work.Advance(WorkKind.Projects);
        }
    }

    /// <summary>Counts a file whose metadata is read or asked for early.</summary>
    internal void Add(ProjectFile file)
    {
        if (_files.Add(file))
        {
            work.Advance(WorkKind.Versions);
        }
    }
}
