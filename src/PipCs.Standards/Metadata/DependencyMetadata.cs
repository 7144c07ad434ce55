using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Metadata;

/// <summary>The part of a distribution's core metadata that resolving needs (Core metadata specification: Name, Version, Requires-Python, Requires-Dist, Provides-Extra).</summary>
public sealed record DependencyMetadata
{
    /// <summary>The name as written in the metadata.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary><c>Requires-Python</c>; null where there is none or it cannot be read.</summary>
    public SpecifierSet? RequiresPython { get; init; }

    /// <summary><c>Requires-Dist</c>, in order.</summary>
    public IReadOnlyList<Requirement> RequiresDist { get; init; } = [];

    /// <summary><c>Provides-Extra</c>, in order, as written.</summary>
    public IReadOnlyList<string> ProvidesExtra { get; init; } = [];

    /// <summary>The normalised name.</summary>
    public ProjectName Project => ProjectName.Normalize(Name);
}
