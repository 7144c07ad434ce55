using PipCs.Standards.Markers;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.LockFiles;

/// <summary>A lock file, <c>pylock.toml</c> (pylock.toml specification, PEP 751): packages to install, with their sources and hashes. Immutable.</summary>
public sealed partial record LockFile
{
    /// <summary>The format's version, <c>lock-version</c>.</summary>
    public required PackageVersion LockVersion { get; init; }

    /// <summary>The markers of which one must hold; null where any environment will do.</summary>
    public IReadOnlyList<Marker>? Environments { get; init; }

    /// <summary>The Python versions that all of it is for; null for any.</summary>
    public SpecifierSet? RequiresPython { get; init; }

    /// <summary>The extras that can be chosen, normalised; null where none are declared.</summary>
    public IReadOnlyList<string>? Extras { get; init; }

    /// <summary>The dependency groups that can be chosen; null where none are declared.</summary>
    public IReadOnlyList<string>? DependencyGroups { get; init; }

    /// <summary>The groups that are installed unless others are chosen; null where none are declared.</summary>
    public IReadOnlyList<string>? DefaultGroups { get; init; }

    /// <summary>The tool that wrote the file.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The packages, in the order of the file.</summary>
    public required IReadOnlyList<LockedPackage> Packages { get; init; }

    /// <summary>The <c>tool</c> table, or null.</summary>
    public TomlTable? Tool { get; init; }

    /// <summary>Whether the format is newer than this reader's 1.0, but of the same major version: readable, with a warning.</summary>
    public bool IsNewerMinorVersion => LockVersion > FirstVersion;

    private static PackageVersion FirstVersion { get; } = PackageVersion.Parse("1.0");

    private static PackageVersion NextMajorVersion { get; } = PackageVersion.Parse("2");

    /// <summary>Whether a file name is that of a lock file: <c>pylock.toml</c> or <c>pylock.NAME.toml</c> with no dot in the name.</summary>
    public static bool IsFileName(ReadOnlySpan<char> fileName)
        => fileName is "pylock.toml"
            || (fileName.Length > "pylock..toml".Length && fileName.StartsWith("pylock.", StringComparison.Ordinal) && fileName.EndsWith(".toml", StringComparison.Ordinal)
                && !fileName["pylock.".Length..^".toml".Length].Contains('.'));

    /// <summary>The file as a TOML document, byte for byte as pip writes it.</summary>
    public override string ToString() => ToToml().ToString();
}
