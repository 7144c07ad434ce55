using PipCs.Python.Installed;

namespace PipCs.Showing;

/// <summary>The distributions that <c>show</c> found.</summary>
/// <param name="Distributions">The distributions, in the order asked.</param>
/// <param name="Missing">The names that are not installed, as given, sorted.</param>
public sealed record ShowResult(IReadOnlyList<ShownDistribution> Distributions, IReadOnlyList<string> Missing);

/// <summary>One distribution with its relations and files.</summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Requires">The names of its requirements in this environment, sorted without regard to case; the whole requirements where one cannot be read.</param>
/// <param name="RequiredBy">The names of those that require it, sorted likewise; <c>#N/A</c> where one's requirements cannot be read.</param>
/// <param name="Files">The files that its RECORD or egg-info lists, sorted; null where they are not asked for or not known.</param>
public sealed record ShownDistribution(InstalledDistribution Distribution, IReadOnlyList<string> Requires, IReadOnlyList<string> RequiredBy, IReadOnlyList<string>? Files);
