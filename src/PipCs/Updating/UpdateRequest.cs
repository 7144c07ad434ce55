namespace PipCs.Updating;

/// <summary>The options of <c>update</c>.</summary>
public sealed record UpdateRequest : ChangeRequest
{
    /// <summary>The projects to update, in any spelling; empty for all that came from an index.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Constraints files.</summary>
    public IReadOnlyList<string> ConstraintFiles { get; init; } = [];
}
