using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>An index behind a cache that has all pages but one. It answers no question before as many as given are asked, and that of one project only after a task.</summary>
internal sealed class HeldIndex(MemoryIndex index, int questions, string? absent = null, string? last = null, Task? before = null) : IMetadataSource
{
    private readonly Dictionary<ProjectName, Task<ProjectPage?>> _asked = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        if (!_asked.TryGetValue(project, out Task<ProjectPage?>? answer))
        {
            answer = AnswerAsync(project, cancellationToken);
            _asked.Add(project, answer);
            if (_asked.Count == questions)
            {
                _complete.SetResult();
            }
        }

        return new(answer);
    }

    public ProjectPage? PeekPage(ProjectName project) => project.Value == absent ? null : index.PageOf(project);

    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken) => index.GetMetadataAsync(candidate, cancellationToken);

    private async Task<ProjectPage?> AnswerAsync(ProjectName project, CancellationToken cancellationToken)
    {
        await _complete.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        if (project.Value == last)
        {
            await before!.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }

        return index.PageOf(project);
    }
}
