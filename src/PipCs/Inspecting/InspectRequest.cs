namespace PipCs.Inspecting;

/// <summary>The options of <c>inspect</c>.</summary>
public sealed record InspectRequest
{
    /// <summary>Whether a virtual environment's view of its base is left out.</summary>
    public bool Local { get; init; }

    /// <summary>Whether only the user's site-packages are listed.</summary>
    public bool User { get; init; }

    /// <summary>The folders to list instead of the interpreter's own; empty for the interpreter's own.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
}
