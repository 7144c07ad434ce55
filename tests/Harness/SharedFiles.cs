namespace PipCs.Harness;

/// <summary>Test data beside the repository, which a fresh clone lacks.</summary>
internal static class SharedFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a file or folder in <c>../shared</c>, whether it is there or not.</summary>
    public static string Find(string path) => Path.GetFullPath(Path.Combine(Repository, "..", "shared", path));

    /// <summary>The path of a file or folder in <c>../shared</c>; skips the test where it is absent.</summary>
    public static string Require(string path)
    {
        var reason = WhyAbsent(path);
        Assert.SkipUnless(reason is null, reason ?? "");
        return Find(path);
    }

    /// <summary>The reason to skip a test that needs a file or folder in <c>../shared</c>; null where it is there.</summary>
    public static string? WhyAbsent(string path)
        => Path.Exists(Find(path)) ? null
            : Directory.Exists(Find("")) ? $"../shared/{path} is not here"
            : "../shared is not here (recorded indexes, vectors, real pip)";

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
