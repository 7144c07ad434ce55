using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Resolution;

/// <summary>One distribution that could be installed, or is.</summary>
public sealed class Candidate
{
    /// <summary>The project.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>Where it comes from.</summary>
    public required DistributionSource Source { get; init; }

    /// <summary>The file of an index or find-links page, where it is one.</summary>
    public ProjectFile? File => Source is DistributionSource.IndexFile { File: var file } ? file : null;

    /// <summary>The URL (with fragment) that a requirement named, where one did.</summary>
    public string? DirectUrl => (Source as DistributionSource.Direct)?.Url;

    /// <summary>The installed distribution, where it is one.</summary>
    public InstalledCandidate? Installed => (Source as DistributionSource.Installed)?.Distribution;
}

/// <summary>A distribution that is installed in the environment, as far as resolving needs to know it.</summary>
public sealed class InstalledCandidate
{
    /// <summary>The project.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>Reads its metadata when asked for.</summary>
    public required Func<DependencyMetadata> ReadMetadata { get; init; }

    /// <summary>Whether it was installed from a URL, so that only the same URL is satisfied by it; null where it was not.</summary>
    public string? DirectUrl { get; init; }

    /// <summary>Whether it is an editable install.</summary>
    public bool IsEditable { get; init; }

    /// <summary>Whether it lies elsewhere than where is installed to, and stays: a URL of its version is installed all the same.</summary>
    public bool StaysBeside { get; init; }
}
