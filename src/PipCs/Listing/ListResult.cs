using PipCs.Python.Installed;
using PipCs.Resolution.Projects;

namespace PipCs.Listing;

/// <summary>What <c>pip list</c> found.</summary>
/// <param name="Distributions">The distributions, ordered by normalised name.</param>
public sealed record ListResult(IReadOnlyList<ListedDistribution> Distributions);

/// <summary>One distribution.</summary>
/// <param name="Installed">It as it is installed.</param>
/// <param name="Newest">The newest release that the index has; null where it was not asked.</param>
public sealed record ListedDistribution(InstalledDistribution Installed, UsableRelease? Newest);

/// <summary>How far <c>pip list --outdated</c> is: told once for each distribution, in the order of the list.</summary>
/// <param name="All">All that are compared, in the order of the list.</param>
/// <param name="Listed">The distribution, where it belongs into the list; else null.</param>
public readonly record struct ListProgress(IReadOnlyList<InstalledDistribution> All, ListedDistribution? Listed);
