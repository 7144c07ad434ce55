namespace PipCs.Resolution.Deciding;

/// <summary>How a step of the resolution ended.</summary>
internal enum Step
{
    Done,

    /// <summary>The choice cannot hold; the solver concludes what follows.</summary>
    Rejected,

    /// <summary>There are more candidates than the solver began with, so it has to begin again.</summary>
    Restart,
}
