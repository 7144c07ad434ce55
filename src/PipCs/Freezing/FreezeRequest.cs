namespace PipCs.Freezing;

/// <summary>The options of <c>freeze</c>.</summary>
public sealed record FreezeRequest
{
    /// <summary>Requirements files whose order and comments the output follows.</summary>
    public IReadOnlyList<string> RequirementsFiles { get; init; } = [];

    /// <summary>Whether a virtual environment's view of its base is left out.</summary>
    public bool Local { get; init; }

    /// <summary>Whether only the user's site-packages are listed.</summary>
    public bool User { get; init; }

    /// <summary>The folders to list instead of the interpreter's own; empty for the interpreter's own.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether the installers are listed too: pip, and before Python 3.12 setuptools, distribute and wheel.</summary>
    public bool All { get; init; }

    /// <summary>Whether editable installs are left out.</summary>
    public bool ExcludeEditable { get; init; }

    /// <summary>Projects to leave out, in any spelling.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];
}
