using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>An index that keeps what it was asked and what it was told would be asked, in order.</summary>
internal sealed class HintedIndex(MemoryIndex index) : IMetadataSource
{
    internal List<string> Asked { get; } = [];

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        Asked.Add($"page {project}");
        return index.GetPageAsync(project, cancellationToken);
    }

    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        Asked.Add($"metadata {candidate.Project} {candidate.Version}");
        return index.GetMetadataAsync(candidate, cancellationToken);
    }

    public void PrefetchPage(ProjectName project) => Asked.Add($"soon page {project}");

    public void PrefetchMetadata(Candidate candidate) => Asked.Add($"soon metadata {candidate.Project} {candidate.Version}");
}
