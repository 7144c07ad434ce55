using System.Globalization;
using PipCs.Diagnostics;
using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>
/// The lock of one environment among processes: a file outside of it, named by a hash of the real path of
/// site-packages. Where no such file can be made, there is no lock.
/// </summary>
internal sealed class EnvironmentLock : IDisposable
{
    private readonly FileLock? _file;

    private EnvironmentLock(FileLock? file) => _file = file;

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    internal static EnvironmentLock Take(string sitePackages, string lockFolder, IReporter reporter)
    {
        var path = PathFor(sitePackages, lockFolder);
        var error = FileLock.TryTake(path, shared: false, out var file);
        if (error == Errno.NoEntry && StagingArea.MakeFolders(lockFolder) == Errno.None)
        {
            error = FileLock.TryTake(path, shared: false, out file);
        }

        if (error == Errno.Again)
        {
            reporter.Report(Severity.Info, $"Waiting for another process to finish with {sitePackages}");
            _ = FileLock.Take(path, shared: false, out file);
        }

        return new EnvironmentLock(file);
    }

    /// <summary>Takes the lock if nobody has it; null where somebody has.</summary>
    internal static EnvironmentLock? TryTake(string sitePackages, string lockFolder)
    {
        var path = PathFor(sitePackages, lockFolder);
        var error = FileLock.TryTake(path, shared: false, out var file);
        if (error == Errno.NoEntry && StagingArea.MakeFolders(lockFolder) == Errno.None)
        {
            error = FileLock.TryTake(path, shared: false, out file);
        }

        return error == Errno.Again ? null : new EnvironmentLock(file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>The lock file: FNV-1a of the real path is enough, as two environments that share a lock only wait.</summary>
    private static string PathFor(string sitePackages, string lockFolder)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in InstallPath.Real(sitePackages))
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return InstallPath.Join(lockFolder, string.Create(CultureInfo.InvariantCulture, $"environment-{hash:x16}.lock"));
    }
}
