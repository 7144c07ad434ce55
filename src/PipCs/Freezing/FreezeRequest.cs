namespace PipCs.Freezing;

/// <summary>What <c>pip freeze</c> is asked for.</summary>
public sealed record FreezeRequest
{
    /// <summary>Requirements files whose order and comments the output follows.</summary>
    public IReadOnlyList<string> RequirementsFiles { get; init; } = [];

    /// <summary>Leave out what a virtual environment sees of its base.</summary>
    public bool Local { get; init; }

    /// <summary>Only what lies in the user's site-packages.</summary>
    public bool User { get; init; }

    /// <summary>The folders to list instead of the interpreter's; empty for these.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The installers themselves too: pip, and before Python 3.12 setuptools, distribute and wheel.</summary>
    public bool All { get; init; }

    /// <summary>Leave out editable installs.</summary>
    public bool ExcludeEditable { get; init; }

    /// <summary>Projects to leave out, in any spelling.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];
}
