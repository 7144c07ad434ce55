using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.LockFiles;

namespace PipCs.Locking;

/// <summary>The options of <c>lock</c>.</summary>
public sealed record LockRequest
{
    /// <summary>The requirements to lock.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>The rules by which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Whether the named projects are left out, so that only their dependencies are locked.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>The path of the lock file to write; null to write none.</summary>
    public string? OutputFile { get; init; }
}

/// <summary>The outcome of <c>lock</c>.</summary>
/// <param name="File">The lock file.</param>
/// <param name="Content">The bytes of the file.</param>
public sealed record LockResult(LockFile File, byte[] Content);
