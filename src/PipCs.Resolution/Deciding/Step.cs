namespace PipCs.Resolution.Deciding;

/// <summary>The outcome of a step of the resolution.</summary>
internal enum Step
{
    Done,

    /// <summary>The choice contradicts earlier decisions, and the solver has to resolve the conflict.</summary>
    Rejected,

    /// <summary>Further candidates were found, so the solver has to begin again.</summary>
    Restart,
}
