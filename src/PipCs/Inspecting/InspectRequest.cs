namespace PipCs.Inspecting;

/// <summary>What <c>pip inspect</c> is asked for.</summary>
public sealed record InspectRequest
{
    /// <summary>Leave out what a virtual environment sees of its base.</summary>
    public bool Local { get; init; }

    /// <summary>Only what lies in the user's site-packages.</summary>
    public bool User { get; init; }

    /// <summary>The folders to list instead of the interpreter's; empty for these.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
}
