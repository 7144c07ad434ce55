namespace PipCs.EndToEnd.Harness;

/// <summary>What a failed command must leave behind it: the environment byte for byte as it was, and a cache that works.</summary>
internal sealed class Unharmed
{
    private readonly Workspace _workspace;
    private readonly Tree _before;

    private Unharmed(Workspace workspace)
    {
        _workspace = workspace;
        _before = workspace.Environment();
    }

    /// <summary>Installs a package, so that there is something that could be harmed, and remembers the environment.</summary>
    public static Unharmed Begin(Workspace workspace)
    {
        var old = new WheelBuilder("bystander", "1.0").Module().Script("bystander = bystander:run").Write(workspace.Folder("bystanders"));
        workspace.PipCs("install", "--no-index", old).MustSucceed();
        return new Unharmed(workspace);
    }

    /// <summary>The environment is as it was; with the same cache a good install works, and its removal leaves the environment as it was.</summary>
    public void Check()
    {
        _workspace.Environment().MustEqual(_before, "after the failed command");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace["tmp"]));
        new WheelBuilder("afterwards", "1.0").Module().Write(_workspace.Folder("afterwards-links"));
        _workspace.PipCs("install", "--no-index", "--find-links", _workspace["afterwards-links"], "afterwards").MustSucceed();
        _workspace.Python("-c", "import afterwards, bystander").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "afterwards").MustSucceed();
        _workspace.Environment().Without(IsBytecodeOfImport).MustEqual(_before.Without(IsBytecodeOfImport), "after another install and its removal");
    }

    private static bool IsBytecodeOfImport(string path) => path.Contains("__pycache__", StringComparison.Ordinal);
}
