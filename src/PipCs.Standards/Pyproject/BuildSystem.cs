namespace PipCs.Standards.Pyproject;

/// <summary>How a source tree is built: the <c>[build-system]</c> table (PEP 517 and 518).</summary>
public sealed record BuildSystem
{
    /// <summary>What builds a tree that says nothing: setuptools, running <c>setup.py</c>.</summary>
    public static BuildSystem Legacy { get; } = new() { Requires = ["setuptools>=40.8.0"], Backend = "setuptools.build_meta:__legacy__" };

    /// <summary>What must be installed to build, each a valid requirement, as written.</summary>
    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>The backend object: <c>module:object.path</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>Folders of the tree that go before <c>sys.path</c>, relative to its root.</summary>
    public IReadOnlyList<string> BackendPath { get; init; } = [];

    /// <summary>Whether no backend is named though requirements are, so that <c>setuptools&gt;=40.8.0</c> must be among what they bring.</summary>
    public bool NeedsSetuptools { get; init; }
}
