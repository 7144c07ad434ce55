namespace PipCs.Store.Tests;

/// <summary>The real wheels beside the repository, where they are.</summary>
internal static class Mirror
{
    internal static string RequireFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "mirror");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip("../shared/mirror is not there");
        return "";
    }
}
