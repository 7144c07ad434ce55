using PipCs.Diagnostics;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolving;

/// <summary>Counts the projects and versions that a resolution looks at, each once, however often it begins again. Used by one thread.</summary>
internal sealed class SeenCandidates(IWorkObserver work)
{
    private readonly HashSet<ProjectName> _projects = [];
    private readonly HashSet<ProjectFile> _files = [];

    /// <summary>A project's page is looked at, or asked for ahead.</summary>
    internal void Add(ProjectName project)
    {
        if (_projects.Add(project))
        {
            work.Advance(WorkKind.Projects);
        }
    }

    /// <summary>The metadata of a file is looked at, or asked for ahead.</summary>
    internal void Add(ProjectFile file)
    {
        if (_files.Add(file))
        {
            work.Advance(WorkKind.Versions);
        }
    }
}
