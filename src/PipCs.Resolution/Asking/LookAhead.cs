using PipCs.Resolution.Deciding;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>
/// Asks the source early for pages and metadata that the solver will probably need. It asks for the metadata of the best candidate of each page, and for
/// the pages of the dependencies in that metadata. The solver concludes nothing from these answers until it needs them, so the result does not depend on
/// their order.
/// </summary>
internal sealed class LookAhead(
    ResolutionInputs inputs, ProjectTable projects, CandidateRanking ranking, DependencyReader dependencies, ArrivalQueue arrivals, SupposedPages supposed)
{
    private const int PatientTries = 4;
    private const int LargestBatch = 64;

    private readonly ProjectNotes<ProjectAhead> _ahead = new();
    private readonly List<VersionChoice> _askedChoices = [];
    private readonly List<(ProjectState Project, Dependency Dependency)> _askedPages = [];

    private ResolutionTimes? Times => inputs.Request.Times;

    /// <summary>Whether an answer had to be waited for. Until then all answers are at hand, and the source only gets notice of the coming questions.</summary>
    internal bool IsWaiting { get; private set; }

    /// <summary>The answer with a project's page, if it is under way; otherwise null.</summary>
    internal Task<ProjectPage?>? PendingPageOf(ProjectState project) => _ahead[project].PendingPage;

    internal void SetPendingPage(ProjectState project, Task<ProjectPage?> answer) => _ahead[project].PendingPage = answer;

    /// <summary>
    /// Switches from giving notice to asking ahead, first for everything of which the source had notice, and confirms the supposed pages, because
    /// supposing more saves no time from here on. Does nothing the second time.
    /// </summary>
    /// <exception cref="OutdatedPageException">A page differs from the supposed one.</exception>
    internal async ValueTask BeginWaitingAsync()
    {
        if (IsWaiting)
        {
            return;
        }

        IsWaiting = true;
        foreach (VersionChoice choice in _askedChoices)
        {
            if (choice is { CanPrefetch: true, Pending: null })
            {
                Ask(choice);
            }
        }

        foreach ((ProjectState project, Dependency dependency) in _askedPages)
        {
            if (project.NeedsPage && _ahead[project].PendingPage is null)
            {
                Ask(project, dependency);
            }
        }

        await supposed.ConfirmAsync().ConfigureAwait(false);
    }

    /// <summary>Asks for the metadata of a candidate that will probably be chosen.</summary>
    internal void PrefetchMetadata(VersionChoice choice)
    {
        if (choice.IsPrefetched || !choice.CanPrefetch)
        {
            return;
        }

        choice.IsPrefetched = true;
        if (IsWaiting)
        {
            Ask(choice);
        }
        else
        {
            long start = ResolutionTimes.Begin(Times);
            inputs.Source.PrefetchMetadata(choice.Candidate);
            ResolutionTimes.EndMetadata(Times, start);
            _askedChoices.Add(choice);
        }
    }

    /// <summary>Asks for the pages of all that is required, before the solver waits for the first of them.</summary>
    internal void PrefetchPages(IReadOnlyList<Dependency> required)
    {
        for (int i = 0; i < required.Count; i++)
        {
            PrefetchPage(required[i]);
        }
    }

    /// <summary>Asks for the page of the project that a requirement is on, unless it names a URL.</summary>
    internal void PrefetchPage(Dependency dependency)
    {
        if (dependency.Requirement.Url is not null || projects.Of(dependency) is not { NeedsPage: true } project)
        {
            return;
        }

        ProjectAhead ahead = _ahead[project];
        if (ahead.IsPagePrefetched)
        {
            return;
        }

        ahead.IsPagePrefetched = true;
        if (IsWaiting)
        {
            Ask(project, dependency);
        }
        else
        {
            long start = ResolutionTimes.Begin(Times);
            inputs.Source.PrefetchPage(project.Name);
            ResolutionTimes.EndPages(Times, start);
            _askedPages.Add((project, dependency));
        }
    }

    /// <summary>Asks for the metadata of a growing number of older versions at once, when many versions of a project were tried.</summary>
    internal void PrefetchOlder(ProjectState project, ulong[] allowed, int position)
    {
        if (position != project.Versions.OtherPosition && project.ChoiceAt(position).Metadata is not null)
        {
            // A version that is tried again does not count again.
            return;
        }

        ProjectAhead ahead = _ahead[project];
        ahead.Tries++;
        if (ahead.Tries < Math.Max(PatientTries, ahead.NextBatch))
        {
            return;
        }

        int batch = Math.Min(LargestBatch, ahead.Tries * 2);
        ahead.NextBatch = ahead.Tries + (batch / 2);
        for (int next = Positions.HighestBelow(allowed, position); next > 0 && batch > 0; next = Positions.HighestBelow(allowed, next), batch--)
        {
            if (next == project.Versions.OtherPosition)
            {
                break;
            }

            PrefetchMetadata(project.ChoiceAt(next));
        }
    }

    private void Ask(VersionChoice choice)
    {
        long start = ResolutionTimes.Begin(Times);
        choice.Pending = inputs.Source.GetMetadataAsync(choice.Candidate, inputs.CancellationToken).AsTask();
        ResolutionTimes.EndMetadata(Times, start);
        arrivals.Then(choice.Pending, () => Follow(choice));
    }

    private void Ask(ProjectState project, Dependency dependency)
    {
        long start = ResolutionTimes.Begin(Times);
        Task<ProjectPage?> pending = inputs.Source.GetPageAsync(project.Name, inputs.CancellationToken).AsTask();
        _ahead[project].PendingPage = pending;
        ResolutionTimes.EndPages(Times, start);
        arrivals.Then(pending, () => Follow(project, dependency));
        if (!pending.IsCompleted && inputs.Request.Options.UploadedPriorTo is null && inputs.Source.PeekPage(project.Name) is { } cached)
        {
            FollowCached(project, cached, dependency);
        }
    }

    private void Follow(VersionChoice choice)
    {
        if (choice.Pending is { IsCompletedSuccessfully: true } pending)
        {
            PrefetchPages(dependencies.Of(choice, pending.Result));
        }
    }

    private void Follow(ProjectState project, Dependency dependency)
    {
        if (_ahead[project].PendingPage is not { IsCompletedSuccessfully: true } pending)
        {
            return;
        }

        if (!project.IsPageLoaded)
        {
            projects.SetPage(project, pending.Result);
        }

        PrefetchBest(project, dependency);
    }

    /// <summary>Asks for the metadata of the best candidate of a cached page that may be out of date. The project does not get the page.</summary>
    private void FollowCached(ProjectState project, ProjectPage page, Dependency dependency)
    {
        var asCached = new ProjectState(project.Name, inputs.Request.Options.Releases.Prereleases(project.Name)) { Constraint = project.Constraint };
        asCached.SetPage(page, new PageJudgement(inputs.Request, page, project.Hashes));
        PrefetchBest(asCached, dependency);
    }

    private void PrefetchBest(ProjectState project, Dependency dependency)
    {
        int position = ranking.Choose(project, Positions.Intersection(project.Universe(), dependency.PositionsIn(project.Versions)), dependency.Traits);
        if (position > 0)
        {
            PrefetchMetadata(project.ChoiceAt(position));
        }
    }
}
