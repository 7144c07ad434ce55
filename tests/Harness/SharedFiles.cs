namespace PipCs.Harness;

/// <summary>Test data beside the repository, which a fresh clone lacks.</summary>
internal static class SharedFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a file or folder in <c>../shared</c>, whether it is there or not.</summary>
    public static string Find(string path) => Path.GetFullPath(Path.Combine(Repository, "..", "shared", path));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PipCs.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? ".";
    }
}
