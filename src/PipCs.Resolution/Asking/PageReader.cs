using PipCs.Resolution.Projects;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>Gets the pages and the candidates of URLs that the solver needs next, and waits for those that are not at hand.</summary>
internal sealed class PageReader(ResolutionInputs inputs, ProjectTable projects, LookAhead lookAhead, SupposedPages supposed, ArrivalQueue arrivals)
{
    /// <summary>Loads the page of the project. Until the solver has had to wait for an answer, a cached page may be supposed instead of fetched.</summary>
    internal async ValueTask LoadAsync(ProjectState project)
    {
        if (lookAhead.PendingPageOf(project) is { } pending)
        {
            await arrivals.WaitAsync(pending).ConfigureAwait(false);
            if (!project.IsPageLoaded)
            {
                projects.SetPage(project, await pending.ConfigureAwait(false));
            }

            return;
        }

        long start = ResolutionTimes.Begin(inputs.Request.Times);
        ValueTask<ProjectPage?> task = inputs.Source.GetPageAsync(project.Name, inputs.CancellationToken);
        ResolutionTimes.EndPages(inputs.Request.Times, start);
        if (task.IsCompletedSuccessfully)
        {
            projects.SetPage(project, task.Result);
            return;
        }

        Task<ProjectPage?> answer = task.AsTask();
        if (!lookAhead.IsWaiting && inputs.Source.PeekPage(project.Name) is { } cached)
        {
            supposed.Suppose(cached, answer);
            projects.SetPage(project, cached);
            return;
        }

        lookAhead.SetPendingPage(project, answer);
        await lookAhead.BeginWaitingAsync().ConfigureAwait(false);
        await arrivals.WaitAsync(answer).ConfigureAwait(false);
        projects.SetPage(project, await answer.ConfigureAwait(false));
    }

    /// <summary>Makes the candidate of a requirement with a URL; true if the candidate is new.</summary>
    internal async ValueTask<bool> MakeDirectAsync(Dependency dependency)
    {
        if (dependency.Direct is not null)
        {
            return false;
        }

        Candidate candidate = await inputs.Source.GetDirectAsync(dependency.Requirement, inputs.CancellationToken).ConfigureAwait(false);
        dependency.Direct = candidate;
        return projects.Of(dependency).AddDirect(candidate);
    }

    /// <summary>Asks the source again for pages that came from a cache unconfirmed; true where one of them has changed.</summary>
    internal async ValueTask<bool> RefreshAsync(IEnumerable<ProjectName> names)
    {
        bool[] areNew = await Task.WhenAll(names.Select(name => inputs.Source.RefreshPageAsync(name, inputs.CancellationToken).AsTask())).ConfigureAwait(false);
        return areNew.Contains(true);
    }
}
