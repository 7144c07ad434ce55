using PipCs.Diagnostics;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>
/// An index behind a cache: of some projects the pages of yesterday are at hand, and the answers of today come later.
/// Which, and what else has to be waited for, a seed decides.
/// </summary>
internal sealed class OutdatedIndex(MemoryIndex yesterday, MemoryIndex today, int seed) : IMetadataSource
{
    private readonly Dictionary<ProjectName, Task<ProjectPage?>> _asked = [];
    private readonly Random _random = new(seed);

    /// <summary>How many pages were taken from the cache before the answer came.</summary>
    internal int Peeked { get; private set; }

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        if (!_asked.TryGetValue(project, out Task<ProjectPage?>? answer))
        {
            answer = AnswerAsync(project, isLate: _random.Next(3) > 0);
            _asked.Add(project, answer);
        }

        return new(answer);
    }

    public ProjectPage? PeekPage(ProjectName project)
    {
        Assert.True(_asked.ContainsKey(project), "a page was peeked at that was not asked for");
        ProjectPage? page = (project.Value[0] + seed) % 4 == 0 ? null : yesterday.PageOf(project);
        Peeked += page is null ? 0 : 1;
        return page;
    }

    public async ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        string name = candidate.File!.Value.FileName;
        bool isKept = _random.Next(2) == 0;
        if (_random.Next(6) == 0)
        {
            await Task.Yield();
        }

        // What is gone today cannot be fetched, but the cache may have it.
        return today.TryGetMetadata(name, out DependencyMetadata? metadata) || (isKept && yesterday.TryGetMetadata(name, out metadata))
            ? metadata
            : throw new UserErrorException($"HTTP error 404 while getting {name}");
    }

    private async Task<ProjectPage?> AnswerAsync(ProjectName project, bool isLate)
    {
        if (isLate)
        {
            await Task.Yield();
        }

        return today.PageOf(project);
    }
}
