using PipCs.Resolution;
using PipCs.Standards.Markers;

namespace PipCs.Requirements;

/// <summary>
/// A requirement whose project is not known before its metadata is: a source tree, an sdist at a URL or path, a repository without a name.
/// <see cref="RequirementNaming"/> makes a named requirement of it.
/// </summary>
/// <param name="Text">The requirement as a person wrote it.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Extras">The extras after a path; empty for a URL.</param>
/// <param name="Marker">The marker; null for none.</param>
public sealed record UnnamedRequirement(string Text, DistributionSource.Direct Source, IReadOnlyList<string> Extras, Marker? Marker)
{
    /// <summary>Where it was given: empty for the command line, else <c>-r FILE (line N)</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The hashes that its line admits, as <c>algorithm:hex</c>.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>How many named requirements were given before it.</summary>
    public int Position { get; init; }
}
