using PipCs.Diagnostics;
using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;

namespace PipCs.Resolution;

/// <summary>
/// A page that may be out of date is taken as it is while its source is asked: as long as nothing has to be
/// waited for, the solver runs through, and all pages are asked for at once. What it concludes, and what the
/// observer hears of it, holds only when every page turned out to be as supposed; else all begins again.
/// </summary>
internal sealed partial class Resolution
{
    private readonly List<Supposition> _suppositions = [];

    private sealed record Supposition(ProjectPage Page, Task<ProjectPage?> Answer);

    /// <summary>Solves, and makes sure of what was supposed before anything is given away.</summary>
    /// <exception cref="OutdatedPageException">A page is another one than was supposed.</exception>
    private async ValueTask<ResolutionResult?> TrySolveAsync()
    {
        try
        {
            await CollectAsync().ConfigureAwait(false);
            Step step;
            while ((step = await SolveAsync().ConfigureAwait(false)) == Step.Restart || (step == Step.Rejected && AdmitBehind(_shortest = FactCore.Shorten(_failure!))))
            {
                Restarts++;
                _packages.Clear();
                _solver = new Solver();
            }

            await ConfirmAsync().ConfigureAwait(false);
            return step == Step.Ok ? BuildResult() : null;
        }
        catch (UserErrorException) when (_suppositions.Count > 0)
        {
            await ConfirmAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Suppose(ProjectState project, ProjectPage page, Task<ProjectPage?> answer)
    {
        _suppositions.Add(new Supposition(page, answer));
        observer?.Suppose();
        SetPage(project, page);
    }

    /// <summary>Waits for the answers about all pages that were supposed.</summary>
    private async ValueTask ConfirmAsync()
    {
        bool areAsSupposed = true;
        int confirmed = 0;
        foreach (Supposition supposition in _suppositions)
        {
            await WaitAsync(supposition.Answer).ConfigureAwait(false);

            // An error counts only where the page is asked for again.
            areAsSupposed &= supposition.Answer.IsCompletedSuccessfully && IsSame(supposition.Page, supposition.Answer.Result);
            if (areAsSupposed)
            {
                observer?.Confirm(++confirmed);
            }
        }

        _suppositions.Clear();
        if (!areAsSupposed)
        {
            observer?.Forget();
            throw new OutdatedPageException();
        }

        observer?.Release();
    }

    private static bool IsSame(ProjectPage supposed, ProjectPage? page)
        => page == supposed || (page is not null && page.Bytes.Span.SequenceEqual(supposed.Bytes.Span));

    /// <summary>A page is another one than was supposed: nothing that was concluded holds.</summary>
    private sealed class OutdatedPageException : Exception;
}
