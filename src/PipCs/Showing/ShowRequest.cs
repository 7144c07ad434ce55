namespace PipCs.Showing;

/// <summary>The options of <c>show</c>.</summary>
public sealed record ShowRequest
{
    /// <summary>The projects, in any spelling.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whether the installed files are listed.</summary>
    public bool Files { get; init; }
}
