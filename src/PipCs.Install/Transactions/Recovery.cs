using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>What recovery found.</summary>
internal enum RecoveryResult
{
    /// <summary>Nothing that had to be undone.</summary>
    Clean,

    /// <summary>A commit that was killed; it is undone.</summary>
    Undone,

    /// <summary>A transaction that is alive.</summary>
    Busy,
}

/// <summary>Puts right what a transaction that was killed left behind. The environment's lock is held.</summary>
internal static class Recovery
{
    /// <summary>Undoes an unfinished commit, or ends a finished one, and deletes the areas.</summary>
    internal static RecoveryResult Run(string sitePackages)
    {
        var path = InstallPath.Join(sitePackages, StagingArea.FolderName);
        if (DirectoryHandle.Open(path, out var area) != Errno.None)
        {
            area.Dispose();
            return RecoveryResult.Clean;
        }

        using (area)
        {
            // Where folders cannot be locked, the lock file alone must do.
            if (area.TryLock() == Errno.Again)
            {
                return RecoveryResult.Busy;
            }

            var undone = false;
            var areas = Journal.ReadAreas(area);
            if (Journal.TryRead(area, "journal\0"u8, out var steps))
            {
                Steps.Undo(steps, area);
                _ = Journal.Withdraw(area);
                undone = true;
            }
            else if (Journal.TryRead(area, "finished\0"u8, out steps))
            {
                Steps.RemoveEmptyFolders(steps, area);
            }

            foreach (var other in areas)
            {
                TreeDeletion.Delete(other);
            }

            TreeDeletion.Delete(path);
            return undone ? RecoveryResult.Undone : RecoveryResult.Clean;
        }
    }
}
