using PipCs.Requirements;
using PipCs.Updating;

namespace PipCs.Syncing;

/// <summary>What <c>sync</c> is asked to do.</summary>
public sealed record SyncRequest : ChangeRequest
{
    /// <summary>The files that say what is to be there.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Whether an environment may be emptied by files that name nothing.</summary>
    public bool AllowEmpty { get; init; }
}
