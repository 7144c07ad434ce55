using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>Puts right what a transaction that was killed left behind. The environment's lock is held.</summary>
internal static class Recovery
{
    /// <summary>Undoes an unfinished commit, or ends a finished one, and deletes the areas.</summary>
    /// <returns>Whether a commit was undone.</returns>
    internal static bool Run(string sitePackages)
    {
        var path = InstallPath.Join(sitePackages, StagingArea.FolderName);
        if (DirectoryHandle.Open(path, out var area) != Errno.None)
        {
            area.Dispose();
            return false;
        }

        using (area)
        {
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
            return undone;
        }
    }
}
