using PipCs.Standards.Projects;

namespace PipCs.Resolution.Asking;

/// <summary>How far <see cref="LookAhead"/> has come with one project.</summary>
internal sealed class ProjectAhead
{
    /// <summary>Whether the source was asked for the page ahead.</summary>
    internal bool IsPagePrefetched { get; set; }

    /// <summary>The answer with the page, which may be under way; null where nobody has to wait for it.</summary>
    internal Task<ProjectPage?>? PendingPage { get; set; }

    /// <summary>How many versions of it were tried.</summary>
    internal int Tries { get; set; }

    /// <summary>After how many tries the next batch of older versions is asked for.</summary>
    internal int NextBatch { get; set; }
}
