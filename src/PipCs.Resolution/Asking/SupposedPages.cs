using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>
/// Takes cached pages that may be out of date as they are, while the source is asked whether they still hold: as long as the
/// solver need not wait for anything else, it runs through, and all pages are asked for at once. The solver's conclusions and
/// the lines for the observer hold only if every page turns out to be as supposed; otherwise the resolution begins again.
/// </summary>
internal sealed class SupposedPages(ArrivalQueue arrivals, ObserverGate? observer)
{
    private readonly List<Supposition> _suppositions = [];

    private sealed record Supposition(ProjectPage Page, Task<ProjectPage?> Answer);

    /// <summary>Whether pages are supposed whose answers nobody has compared yet.</summary>
    internal bool HasAny => _suppositions.Count > 0;

    /// <summary>Notes that a page is used before the answer about it is there. From here on the observer's lines are kept back.</summary>
    internal void Suppose(ProjectPage page, Task<ProjectPage?> answer)
    {
        _suppositions.Add(new Supposition(page, answer));
        observer?.Suppose();
    }

    /// <summary>Waits for the answers about all supposed pages, and lets out the observer's lines that rest on them.</summary>
    /// <exception cref="OutdatedPageException">A page differs from the supposed one.</exception>
    internal async ValueTask ConfirmAsync()
    {
        bool areAsSupposed = true;
        int confirmed = 0;
        foreach (Supposition supposition in _suppositions)
        {
            await arrivals.WaitAsync(supposition.Answer).ConfigureAwait(false);

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
}

/// <summary>A page differs from the supposed one, so none of the solver's conclusions holds.</summary>
internal sealed class OutdatedPageException : Exception;
