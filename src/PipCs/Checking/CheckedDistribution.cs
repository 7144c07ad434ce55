using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;

namespace PipCs.Checking;

/// <summary>An installed distribution with its requirements, as <c>check</c> compares them.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">Its version.</param>
/// <param name="Requirements">Its requirements whose markers hold in this environment without extras.</param>
public sealed record CheckedDistribution(ProjectName Project, PackageVersion Version, IReadOnlyList<Requirement> Requirements);

/// <summary>A requirement that is not met.</summary>
/// <param name="Distribution">The distribution that has the requirement.</param>
/// <param name="Requirement">The requirement.</param>
/// <param name="Found">The version that is installed; null where none is.</param>
public sealed record BrokenRequirement(CheckedDistribution Distribution, Requirement Requirement, PackageVersion? Found);
