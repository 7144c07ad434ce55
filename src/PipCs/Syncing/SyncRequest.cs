using PipCs.Requirements;
using PipCs.Updating;

namespace PipCs.Syncing;

/// <summary>The options of <c>sync</c>.</summary>
public sealed record SyncRequest : ChangeRequest
{
    /// <summary>The requirements files or lock files that the environment must match.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Whether files without any requirement may empty the environment.</summary>
    public bool AllowEmpty { get; init; }
}
