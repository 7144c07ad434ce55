namespace PipCs.Showing;

/// <summary>What <c>pip show</c> is asked for.</summary>
public sealed record ShowRequest
{
    /// <summary>The projects, in any spelling.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whether the installed files are listed.</summary>
    public bool Files { get; init; }
}
