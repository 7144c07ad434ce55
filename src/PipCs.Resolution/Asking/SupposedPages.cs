using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>
/// Lets the solver use cached pages that may be out of date, while the source asks the server whether they still hold. The solver then runs on without
/// waiting, and all pages are asked for at once. If every page turns out to be as supposed, the solver's conclusions and the observer's lines hold;
/// otherwise the resolution begins again.
/// </summary>
internal sealed class SupposedPages(ArrivalQueue arrivals, ObserverGate? observer)
{
    private readonly List<Supposition> _suppositions = [];

    private sealed record Supposition(ProjectPage Page, Task<ProjectPage?> Answer);

    /// <summary>Whether the answer about a supposed page has not been compared yet.</summary>
    internal bool HasAny => _suppositions.Count > 0;

    /// <summary>Records that a page is used before the answer about it has arrived. From here on the observer's lines are kept back.</summary>
    internal void Suppose(ProjectPage page, Task<ProjectPage?> answer)
    {
        _suppositions.Add(new Supposition(page, answer));
        observer?.Suppose();
    }

    /// <summary>Waits for the answers about all supposed pages, and passes on the observer's lines that were kept back for them.</summary>
    /// <exception cref="OutdatedPageException">A page differs from the supposed one.</exception>
    internal async ValueTask ConfirmAsync()
    {
        bool areAsSupposed = true;
        int confirmed = 0;
        foreach (Supposition supposition in _suppositions)
        {
            await arrivals.WaitAsync(supposition.Answer).ConfigureAwait(false);

            // An error of the source is thrown only if the page is asked for again.
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
