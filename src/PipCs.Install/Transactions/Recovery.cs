using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>Cleans up after a transaction that was killed.</summary>
internal static class Recovery
{
    /// <summary>Undoes an unfinished commit, or ends a finished one, and empties the areas.</summary>
    /// <param name="area">The area in site-packages, which is locked; it stays, empty.</param>
    /// <returns>Whether something was undone.</returns>
    internal static bool Run(StagingArea area)
    {
        var undone = false;
        var areas = Journal.ReadAreas(area.Handle);
        if (Journal.TryRead(area.Handle, "journal\0"u8, out var steps))
        {
            Steps.Undo(steps, area.Handle);
            _ = Journal.Withdraw(area.Handle);
            undone = true;
        }
        else if (Journal.TryRead(area.Handle, "finished\0"u8, out steps))
        {
            Steps.RemoveEmptyFolders(steps, area.Handle);
        }

        foreach (var other in areas)
        {
            TreeDeletion.Delete(other);
        }

        TreeDeletion.Empty(area.Path)?.Dispose();
        return undone;
    }
}
