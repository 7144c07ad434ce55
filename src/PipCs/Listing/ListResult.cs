using PipCs.Python.Installed;

namespace PipCs.Listing;

/// <summary>What <c>pip list</c> found.</summary>
/// <param name="Distributions">The distributions, ordered by normalised name.</param>
public sealed record ListResult(IReadOnlyList<InstalledDistribution> Distributions);
