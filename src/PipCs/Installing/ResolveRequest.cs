using PipCs.Requirements;
using PipCs.Resolution;

namespace PipCs.Installing;

/// <summary>What to resolve.</summary>
public sealed record ResolveRequest
{
    /// <summary>The requirements and constraints.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Resolve as if nothing were installed.</summary>
    public bool IgnoreInstalled { get; init; }
}

/// <summary>What a resolution chose.</summary>
/// <param name="Chosen">The distributions that an install would install, in its order.</param>
/// <param name="Kept">The distributions that are installed and stay.</param>
public sealed record ResolveResult(IReadOnlyList<ChosenDistribution> Chosen, IReadOnlyList<ChosenDistribution> Kept);
