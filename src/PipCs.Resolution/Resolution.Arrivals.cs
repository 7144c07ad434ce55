using System.Collections.Concurrent;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Metadata;
using PipCs.Standards.Projects;

namespace PipCs.Resolution;

/// <summary>
/// While the solver waits for one answer, others arrive: a page lets the metadata of its best candidate
/// be asked for, and metadata the pages of its dependencies. All of it runs in the solver's own flow, so
/// nothing is shared between threads; and as it only asks earlier for what may be needed, the result is
/// the same whatever arrives first.
/// </summary>
internal sealed partial class Resolution
{
    private readonly ConcurrentQueue<Action> _arrivals = new();
    private readonly List<VersionChoice> _askedChoices = [];
    private readonly List<(ProjectState Project, Dependency Dependency)> _askedPages = [];
    private bool _isWaiting;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the task has ended, however it ended, and goes on from what arrives meanwhile.</summary>
    private async ValueTask WaitAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            TaskCompletionSource arrived = _arrived;
            if (_arrivals.TryDequeue(out Action? arrival))
            {
                arrival();
                continue;
            }

            if (arrived.Task.IsCompleted)
            {
                _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_arrivals.IsEmpty)
                {
                    arrived = _arrived;
                }
                else
                {
                    continue;
                }
            }

            long start = ResolutionTimes.Begin(request.Times);
            _ = await Task.WhenAny(task, arrived.Task).ConfigureAwait(false);
            if (task is Task<DependencyMetadata>)
            {
                ResolutionTimes.EndMetadata(request.Times, start);
            }
            else
            {
                ResolutionTimes.EndPages(request.Times, start);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// From the first answer that has to be waited for on, everything is asked for ahead, beginning with what
    /// follows from what was asked for already; and nothing more is supposed.
    /// </summary>
    private async ValueTask BeginWaitingAsync()
    {
        if (_isWaiting)
        {
            return;
        }

        _isWaiting = true;
        foreach (VersionChoice choice in _askedChoices)
        {
            if (choice is { CanPrefetch: true, Pending: null })
            {
                LookAhead(choice);
            }
        }

        foreach ((ProjectState project, Dependency dependency) in _askedPages)
        {
            if (project is { NeedsPage: true, PendingPage: null })
            {
                LookAhead(project, dependency);
            }
        }

        await ConfirmAsync().ConfigureAwait(false);
    }

    private void OnArrival(Task task, Action action)
        => task.ContinueWith(
            ended =>
            {
                _arrivals.Enqueue(action);
                _ = _arrived.TrySetResult();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>Asks for the metadata of a candidate that will probably be chosen.</summary>
    private void Prefetch(VersionChoice choice)
    {
        if (choice.IsPrefetched || !choice.CanPrefetch)
        {
            return;
        }

        choice.IsPrefetched = true;
        if (_isWaiting)
        {
            LookAhead(choice);
        }
        else
        {
            long start = ResolutionTimes.Begin(request.Times);
            source.PrefetchMetadata(choice.Candidate);
            ResolutionTimes.EndMetadata(request.Times, start);
            _askedChoices.Add(choice);
        }
    }

    private void LookAhead(VersionChoice choice)
    {
        long start = ResolutionTimes.Begin(request.Times);
        choice.Pending = source.GetMetadataAsync(choice.Candidate, cancellationToken).AsTask();
        ResolutionTimes.EndMetadata(request.Times, start);
        OnArrival(choice.Pending, () => Follow(choice));
    }

    /// <summary>Asks for the pages that metadata names.</summary>
    private void Follow(VersionChoice choice)
    {
        if (choice.Pending is not { IsCompletedSuccessfully: true } pending)
        {
            return;
        }

        foreach (Dependency dependency in DependenciesOf(choice, pending.Result))
        {
            if (dependency.Requirement.Url is null)
            {
                PrefetchPage(ProjectOf(dependency), dependency);
            }
        }
    }

    private void PrefetchPage(ProjectState project, Dependency dependency)
    {
        if (!project.NeedsPage || project.IsPagePrefetched)
        {
            return;
        }

        project.IsPagePrefetched = true;
        if (_isWaiting)
        {
            LookAhead(project, dependency);
        }
        else
        {
            long start = ResolutionTimes.Begin(request.Times);
            source.PrefetchPage(project.Name);
            ResolutionTimes.EndPages(request.Times, start);
            _askedPages.Add((project, dependency));
        }
    }

    private void LookAhead(ProjectState project, Dependency dependency)
    {
        long start = ResolutionTimes.Begin(request.Times);
        project.PendingPage = source.GetPageAsync(project.Name, cancellationToken).AsTask();
        ResolutionTimes.EndPages(request.Times, start);
        OnArrival(project.PendingPage, () => Follow(project, dependency));
        if (!project.PendingPage.IsCompleted && request.UploadedPriorTo is null && source.PeekPage(project.Name) is { } supposed)
        {
            FollowSupposed(project, supposed, dependency);
        }
    }

    /// <summary>Asks ahead for what follows if a page that may be out of date is still right. Nothing is concluded from it.</summary>
    private void FollowSupposed(ProjectState project, ProjectPage page, Dependency dependency)
    {
        var supposed = new ProjectState(project.Name, request.Releases.Prereleases(project.Name)) { Constraint = project.Constraint };
        supposed.SetPage(page, new PageJudgement(request, page, project.Hashes));
        int position = Choose(supposed, Positions.Intersection(supposed.Universe(), dependency.PositionsIn(supposed.Versions)), dependency.Traits);
        if (position > 0)
        {
            Prefetch(supposed.ChoiceAt(position));
        }
    }

    /// <summary>Asks for the metadata of the candidate that a page makes best.</summary>
    private void Follow(ProjectState project, Dependency dependency)
    {
        if (project.PendingPage is not { IsCompletedSuccessfully: true } pending)
        {
            return;
        }

        if (!project.IsPageLoaded)
        {
            SetPage(project, pending.Result);
        }

        int position = Choose(project, Positions.Intersection(project.Universe(), dependency.PositionsIn(project.Versions)), dependency.Traits);
        if (position > 0)
        {
            Prefetch(project.ChoiceAt(position));
        }
    }
}
