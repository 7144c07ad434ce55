using PipCs.Standards.Names;

namespace PipCs.Python.Installed;

/// <summary>What is installed over some folders: each folder is listed once, and of two distributions of one project the first counts, as in Python.</summary>
public sealed partial class InstalledDistributions
{
    /// <summary>Lists the folders.</summary>
    public static InstalledDistributions Scan(IReadOnlyList<string> folders) => throw new NotImplementedException();

    /// <summary>All that count, ordered by normalised name.</summary>
    public IReadOnlyList<InstalledDistribution> All => throw new NotImplementedException();

    /// <summary>Finds a project; false where it is not installed.</summary>
    public bool TryGet(ProjectName project, out InstalledDistribution distribution) => throw new NotImplementedException();

    /// <summary>Folders listed in which an unfinished transaction's journal was seen (<c>Install</c> rolls it back).</summary>
    public IReadOnlyList<string> FoldersWithJournal => throw new NotImplementedException();
}
