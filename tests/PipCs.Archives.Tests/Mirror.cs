namespace PipCs.Archives.Tests;

/// <summary>The real wheels beside the repository, where they are.</summary>
internal static class Mirror
{
    internal static string? Files { get; } = Find();

    internal static string RequireFiles()
    {
        Assert.SkipUnless(Files is not null, "../shared/mirror is not there");
        return Files!;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "mirror", "files");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
