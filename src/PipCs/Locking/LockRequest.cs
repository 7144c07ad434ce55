using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.LockFiles;

namespace PipCs.Locking;

/// <summary>What <c>lock</c> is asked to do.</summary>
public sealed record LockRequest
{
    /// <summary>What to lock.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Leave out what is named, lock only what it depends on.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>The path of the lock file to write; null where the result is all that is wanted.</summary>
    public string? OutputFile { get; init; }
}

/// <summary>What a lock gave.</summary>
/// <param name="File">The lock file.</param>
/// <param name="Content">Its bytes, as they were or would be written.</param>
public sealed record LockResult(LockFile File, byte[] Content);
