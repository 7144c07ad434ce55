using PipCs.Resolution;
using PipCs.Standards.Markers;

namespace PipCs.Requirements;

/// <summary>
/// A requirement whose project is known only from its metadata: a source tree, an sdist at a URL or path, or a repository without a name. <see
/// cref="RequirementNaming"/> makes a named requirement of it.
/// </summary>
/// <param name="Text">The requirement as the user wrote it.</param>
/// <param name="Source">The source that it names.</param>
/// <param name="Extras">The extras after a path; empty for a URL.</param>
/// <param name="Marker">The marker; null for none.</param>
public sealed record UnnamedRequirement(string Text, DistributionSource.Direct Source, IReadOnlyList<string> Extras, Marker? Marker)
{
    /// <summary>The place that gave it: <c>-r FILE (line N)</c>; empty for the command line.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The hashes that its line admits, as <c>algorithm:hex</c>.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>The number of named requirements before it.</summary>
    public int Position { get; init; }
}
