using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Installed;

namespace PipCs.Selection;

/// <summary>Lists what is installed after what a killed run left half done is rolled back: every command sees the old state or the new. Warns of what is passed over.</summary>
internal static class SettledDistributions
{
    /// <summary>Lists by <paramref name="scan"/>; where it met a transaction's journal, rolls that back and lists again.</summary>
    internal static InstalledDistributions Scan(Func<InstalledDistributions> scan, IReporter reporter)
    {
        var installed = scan();
        if (installed.FoldersWithJournal.Count > 0)
        {
            installed = ScanAgain(installed, scan, reporter);
        }

        foreach (var warning in installed.Warnings)
        {
            reporter.Report(Severity.Warning, warning);
        }

        return installed;
    }

    private static InstalledDistributions ScanAgain(InstalledDistributions installed, Func<InstalledDistributions> scan, IReporter reporter)
    {
        foreach (var folder in installed.FoldersWithJournal)
        {
            EnvironmentTransaction.RollBackUnfinished(folder, reporter);
        }

        return scan();
    }
}
