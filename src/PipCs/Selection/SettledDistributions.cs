using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Installed;

namespace PipCs.Selection;

/// <summary>Lists what is installed after what a killed run left half done is rolled back: every command sees the old state or the new.</summary>
internal static class SettledDistributions
{
    /// <summary>Lists by <paramref name="scan"/>; where it met a transaction's journal, rolls that back and lists again.</summary>
    internal static InstalledDistributions Scan(Func<InstalledDistributions> scan, Func<string, string?> environmentVariable, IReporter reporter)
    {
        var installed = scan();
        if (installed.FoldersWithJournal.Count == 0)
        {
            return installed;
        }

        var lockFolder = EnvironmentTransaction.FindLockFolder(environmentVariable);
        foreach (var folder in installed.FoldersWithJournal)
        {
            EnvironmentTransaction.RollBackUnfinished(folder, lockFolder, reporter);
        }

        return scan();
    }
}
