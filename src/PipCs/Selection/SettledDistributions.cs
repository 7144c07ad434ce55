using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Installed;

namespace PipCs.Selection;

/// <summary>Lists installed distributions, after rolling back a transaction of a run that was killed, so that every command sees the state before or after it. Warns of entries that cannot be read.</summary>
internal static class SettledDistributions
{
    /// <summary>Lists by <paramref name="scan"/>. If that finds the journal of a transaction, rolls the transaction back and lists again.</summary>
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
