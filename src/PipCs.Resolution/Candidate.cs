using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Resolution;

/// <summary>
/// One distribution that could be installed, or is. Exactly one of <see cref="File"/>,
/// <see cref="DirectUrl"/> and <see cref="Installed"/> is set.
/// </summary>
public sealed class Candidate
{
    /// <summary>The project.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>The file of an index or find-links page.</summary>
    public ProjectFile? File { get; init; }

    /// <summary>The URL (with fragment) that the requirement named; <c>file:</c> for local files.</summary>
    public string? DirectUrl { get; init; }

    /// <summary>The installed distribution.</summary>
    public InstalledCandidate? Installed { get; init; }
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
