using PipCs.Index;
using PipCs.Installing;
using PipCs.Requirements;

namespace PipCs.Locking;

/// <summary>What <c>lock</c> is asked to do.</summary>
public sealed record LockRequest
{
    /// <summary>What to lock.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Where to find it.</summary>
    public required IndexOptions Index { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Lock only what is named, not what it depends on.</summary>
    public bool IgnoreDependencies { get; init; }

    /// <summary>Leave out what is named, lock only what it depends on.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>The lock file to write; <c>-</c> to give it back instead.</summary>
    public string OutputFile { get; init; } = "pylock.toml";
}
