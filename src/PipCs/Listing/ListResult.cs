using PipCs.Python.Installed;
using PipCs.Resolution.Projects;

namespace PipCs.Listing;

/// <summary>The distributions that <c>list</c> lists.</summary>
/// <param name="Distributions">The distributions, ordered by normalised name.</param>
public sealed record ListResult(IReadOnlyList<ListedDistribution> Distributions);

/// <summary>One distribution.</summary>
/// <param name="Installed">The installed distribution.</param>
/// <param name="Newest">The newest release in the index; null where the index was not asked.</param>
public sealed record ListedDistribution(InstalledDistribution Installed, UsableRelease? Newest);

/// <summary>The progress of <c>pip list --outdated</c>, reported once for each distribution, in the order of the list.</summary>
/// <param name="All">All distributions that are compared, in the order of the list.</param>
/// <param name="Listed">The distribution that was compared, if the list has it; otherwise null.</param>
public readonly record struct ListProgress(IReadOnlyList<InstalledDistribution> All, ListedDistribution? Listed);
