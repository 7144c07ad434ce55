using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.LockFiles;

/// <summary>One entry of a lock file's <c>packages</c> (pylock.toml specification, "packages"). It has an sdist, wheels, or both; or one of <see cref="Vcs"/>, <see cref="Directory"/> and <see cref="Archive"/>.</summary>
public sealed partial record LockedPackage
{
    /// <summary>The project.</summary>
    public required ProjectName Name { get; init; }

    /// <summary>The version; null where the source may change it.</summary>
    public PackageVersion? Version { get; init; }

    /// <summary>When the package is installed; null for always.</summary>
    public Marker? Marker { get; init; }

    /// <summary>The Python versions that it is for; null for any.</summary>
    public SpecifierSet? RequiresPython { get; init; }

    /// <summary>The other entries that it depends on, for information; null where they are not given.</summary>
    public IReadOnlyList<TomlTable>? Dependencies { get; init; }

    /// <summary>Sources under version control.</summary>
    public LockedVcs? Vcs { get; init; }

    /// <summary>A local source tree.</summary>
    public LockedDirectory? Directory { get; init; }

    /// <summary>A file that was required by its URL or path.</summary>
    public LockedArchive? Archive { get; init; }

    /// <summary>The index that the files come from, for information.</summary>
    public string? Index { get; init; }

    /// <summary>The sdist.</summary>
    public LockedSdist? Sdist { get; init; }

    /// <summary>The wheels, in the order of the file; null where there are none.</summary>
    public IReadOnlyList<LockedWheel>? Wheels { get; init; }

    /// <summary>The identities that attested the files; null where they are not given.</summary>
    public IReadOnlyList<TomlTable>? AttestationIdentities { get; init; }

    /// <summary>The <c>tool</c> table, or null.</summary>
    public TomlTable? Tool { get; init; }

    /// <summary>Whether it was required by URL or path rather than found in an index.</summary>
    public bool IsDirect => Sdist is null && Wheels is not { Count: > 0 };
}
