using PipCs.Requirements;
using PipCs.Resolution;

namespace PipCs.Installing;

/// <summary>The input of a resolution that installs nothing.</summary>
public sealed record ResolveRequest
{
    /// <summary>The requirements and constraints.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>The rules by which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Whether to resolve as if nothing were installed.</summary>
    public bool IgnoreInstalled { get; init; }
}

/// <summary>The distributions that a resolution chose.</summary>
/// <param name="Chosen">The distributions that an install would install, in its order.</param>
/// <param name="Kept">The distributions that are installed and stay.</param>
public sealed record ResolveResult(IReadOnlyList<ChosenDistribution> Chosen, IReadOnlyList<ChosenDistribution> Kept);
