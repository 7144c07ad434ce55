using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Resolution;

/// <summary>One distribution that could be installed or is installed.</summary>
public sealed class Candidate
{
    /// <summary>The project.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>Its source.</summary>
    public required DistributionSource Source { get; init; }

    /// <summary>The file of an index or find-links page; null for other sources.</summary>
    public ProjectFile? File => Source is DistributionSource.IndexFile { File: var file } ? file : null;

    /// <summary>The URL (with fragment) that a requirement named; null for other sources.</summary>
    public string? DirectUrl => (Source as DistributionSource.Direct)?.Url;

    /// <summary>The installed distribution; null for other sources.</summary>
    public InstalledCandidate? Installed => (Source as DistributionSource.Installed)?.Distribution;
}

/// <summary>The facts about an installed distribution that resolving needs.</summary>
public sealed class InstalledCandidate
{
    /// <summary>The project.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>Reads its metadata.</summary>
    public required Func<DependencyMetadata> ReadMetadata { get; init; }

    /// <summary>The URL that it was installed from, so that it satisfies a requirement with this URL only; null where it was installed from an index.</summary>
    public string? DirectUrl { get; init; }

    /// <summary>Whether it is an editable install.</summary>
    public bool IsEditable { get; init; }

    /// <summary>Whether it lies outside of the target folders and stays there, so that a URL of the same version is installed beside it.</summary>
    public bool StaysBeside { get; init; }
}
