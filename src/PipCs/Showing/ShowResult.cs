using PipCs.Python.Installed;

namespace PipCs.Showing;

/// <summary>What <c>pip show</c> found.</summary>
/// <param name="Distributions">The distributions, in the order asked.</param>
/// <param name="Missing">The names that are not installed, as given, sorted.</param>
public sealed record ShowResult(IReadOnlyList<ShownDistribution> Distributions, IReadOnlyList<string> Missing);

/// <summary>One distribution with what is found out about it.</summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Requires">The names that it requires here, sorted without regard to case; whole requirements where one cannot be read.</param>
/// <param name="RequiredBy">The names of those that require it, sorted likewise; <c>#N/A</c> where one's requirements cannot be read.</param>
/// <param name="Files">The files that it says it installed, sorted; null where they are not asked for or not known.</param>
public sealed record ShownDistribution(InstalledDistribution Distribution, IReadOnlyList<string> Requires, IReadOnlyList<string> RequiredBy, IReadOnlyList<string>? Files);
