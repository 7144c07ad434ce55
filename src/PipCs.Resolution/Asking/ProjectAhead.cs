using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>The record of <see cref="LookAhead"/> about one project.</summary>
internal sealed class ProjectAhead
{
    /// <summary>Whether the page was asked for early.</summary>
    internal bool IsPagePrefetched { get; set; }

    /// <summary>The answer with the page, which may be under way; null before the page is asked for, and where it was at hand.</summary>
    internal Task<ProjectPage?>? PendingPage { get; set; }

    /// <summary>The number of its versions that were tried.</summary>
    internal int Tries { get; set; }

    /// <summary>The number of tries after which the next batch of older versions is asked for.</summary>
    internal int NextBatch { get; set; }
}
