namespace PipCs.Python.Interpreters;

/// <summary>
/// The order of an interpreter's folders, as Python fills <c>sys.path</c>: PYTHONPATH; the library's, in which PyPy keeps
/// projects of its own; in an environment its own site-packages; the user's; the base's.
/// </summary>
internal sealed class SitePathOrder
{
    internal SitePathOrder(Func<string, string?> variable, InterpreterFacts facts, string prefix, string userBase, bool isEnvironment, bool includesSystem, string[] siteFolders)
    {
        UserSite = InstallationScheme.Fill(facts.Get(Fact.UserSiteFolder), prefix, userBase);
        UserSiteAllowed = !isEnvironment || includesSystem;
        UserSiteEnabled = UserSiteAllowed && Interpreters.UserSite.IsWanted(variable);
        var folders = new List<string>(siteFolders.Length + 1);
        if (variable("PYTHONPATH") is { Length: > 0 } pythonPath)
        {
            foreach (var range in pythonPath.AsSpan().Split(':'))
            {
                var entry = pythonPath[range];
                Add(folders, Path.GetFullPath(entry.Length == 0 ? "." : entry));
            }
        }

        foreach (var folder in facts.GetList(Fact.LibraryFolders))
        {
            // An archive of the library holds no projects.
            if (!folder.EndsWith(".zip", StringComparison.Ordinal))
            {
                Add(folders, folder);
            }
        }

        FirstSiteFolder = folders.Count;
        var ownEnd = isEnvironment ? CountOwn(siteFolders, prefix) : 0;
        for (var index = 0; index < ownEnd; index++)
        {
            Add(folders, InstallationScheme.Fill(siteFolders[index], prefix, userBase));
        }

        if (UserSiteEnabled)
        {
            Add(folders, UserSite);
        }

        for (var index = ownEnd; index < siteFolders.Length; index++)
        {
            Add(folders, InstallationScheme.Fill(siteFolders[index], prefix, userBase));
        }

        Folders = folders;
    }

    internal string UserSite { get; }

    internal bool UserSiteAllowed { get; }

    internal bool UserSiteEnabled { get; }

    internal int FirstSiteFolder { get; }

    internal IReadOnlyList<string> Folders { get; }

    private static int CountOwn(string[] folders, string prefix)
    {
        var count = 0;
        while (count < folders.Length
            && (folders[count].StartsWith(ProbeScript.PrefixPlace, StringComparison.Ordinal) || folders[count].StartsWith(prefix + "/", StringComparison.Ordinal)))
        {
            count++;
        }

        return count;
    }

    private static void Add(List<string> folders, string folder)
    {
        if (!folders.Contains(folder))
        {
            folders.Add(folder);
        }
    }
}
