using PipCs.Index;
using PipCs.Installing;

namespace PipCs.Updating;

/// <summary>What <c>update</c> is asked to do.</summary>
public sealed record UpdateRequest
{
    /// <summary>The projects to update, in any spelling; empty for all that came from an index.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Constraints files.</summary>
    public IReadOnlyList<string> ConstraintFiles { get; init; } = [];

    /// <summary>Where newer versions are found.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Which releases may be used.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Plan only.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }

    /// <summary>Shown the plan and asked whether to go on; null to go on.</summary>
    public Func<IReadOnlyList<PlannedChange>, bool>? Confirm { get; init; }
}
