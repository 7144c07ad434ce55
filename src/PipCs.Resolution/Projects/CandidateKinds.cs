using PipCs.Standards.Projects;

namespace PipCs.Resolution.Projects;

/// <summary>Facts about a candidate that follow from its source.</summary>
internal static class CandidateKinds
{
    internal static Candidate OfInstalled(ProjectState project, InstalledCandidate installed)
        => new() { Project = project.Name, Version = installed.Version, Source = new DistributionSource.Installed(installed) };

    internal static bool IsInstalled(this Candidate candidate) => candidate.Source is DistributionSource.Installed;

    /// <summary>Whether an index or find-links page lists it as a wheel.</summary>
    internal static bool IsListedWheel(this Candidate candidate) => candidate.File is { Kind: DistributionKind.Wheel };

    internal static bool HasSameUrlAs(this Candidate candidate, Candidate other) => LinkEquivalence.AreEquivalent(candidate.DirectUrl, other.DirectUrl);

    /// <summary>The URL of its file, with the fragment where a requirement gave it; null for an installed one.</summary>
    internal static string? Link(this Candidate candidate) => candidate.DirectUrl ?? candidate.File?.Url;

    /// <summary>The URL that a requirement named, as a path where it is a local file.</summary>
    internal static string PathOrUrl(this Candidate candidate) => LinkUrl.ToPath(candidate.DirectUrl!) ?? candidate.DirectUrl!;
}
