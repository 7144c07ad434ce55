using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>An index whose pages a cache has from yesterday and gives unasked, until it is made to ask.</summary>
internal sealed class FreshIndex(MemoryIndex yesterday, MemoryIndex today) : IMetadataSource
{
    /// <summary>The projects whose pages were asked for after all.</summary>
    internal HashSet<ProjectName> Refreshed { get; } = [];

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
        => (Refreshed.Contains(project) ? today : yesterday).GetPageAsync(project, cancellationToken);

    public ValueTask<bool> RefreshPageAsync(ProjectName project, CancellationToken cancellationToken)
        => new(Refreshed.Add(project) && yesterday.PageOf(project)?.VersionCount != today.PageOf(project)?.VersionCount);

    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken) => today.GetMetadataAsync(candidate, cancellationToken);
}
