using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Standards.LockFiles;

/// <summary>The extras and groups to choose from a lock file, and the environment to choose for (pylock.toml specification, "Installation").</summary>
public sealed record LockSelection
{
    /// <summary>The interpreter's marker values.</summary>
    public required MarkerEnvironment Environment { get; init; }

    /// <summary>The interpreter's tags, which rank wheels.</summary>
    public required SupportedTags Tags { get; init; }

    /// <summary>The extras to install.</summary>
    public IReadOnlyCollection<string> Extras { get; init; } = [];

    /// <summary>The dependency groups to install; null for the file's default groups.</summary>
    public IReadOnlyCollection<string>? DependencyGroups { get; init; }

    /// <summary>Whether a project's sdist is preferred to its wheels; null where wheels are preferred for all.</summary>
    public Func<ProjectName, bool>? PrefersSdist { get; init; }
}

/// <summary>A package of a lock file with the source to install it from (pylock.toml specification, "Installation").</summary>
/// <param name="Package">The package.</param>
/// <param name="Source">The source: one of the package's.</param>
public readonly record struct LockedChoice(LockedPackage Package, LockedSource Source);

/// <summary>Nothing consistent can be chosen from a lock file for the environment (pylock.toml specification, "Installation").</summary>
/// <param name="message">Why.</param>
public sealed class LockSelectionException(string message) : Exception(message);
