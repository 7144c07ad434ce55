namespace PipCs.Standards.Pyproject;

/// <summary>How a source tree is built: the <c>[build-system]</c> table (PEP 517 and 518).</summary>
public sealed record BuildSystem
{
    /// <summary>The build system of a tree that declares none: setuptools, running <c>setup.py</c>.</summary>
    public static BuildSystem Legacy { get; } = new() { Requires = ["setuptools>=40.8.0"], Backend = "setuptools.build_meta:__legacy__" };

    /// <summary>The requirements for building, each valid, as written.</summary>
    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>The backend object: <c>module:object.path</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>Folders of the tree that are put before <c>sys.path</c>, relative to its root.</summary>
    public IReadOnlyList<string> BackendPath { get; init; } = [];

    /// <summary>Whether requirements are declared but no backend, so that the requirements must bring <c>setuptools&gt;=40.8.0</c>.</summary>
    public bool NeedsSetuptools { get; init; }
}
