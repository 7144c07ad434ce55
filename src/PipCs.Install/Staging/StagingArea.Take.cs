using PipCs.Platform;

namespace PipCs.Install.Staging;

internal sealed partial class StagingArea
{
    private static ReadOnlySpan<byte> NativeFolderName => ".pip-cs-transaction\0"u8;

    /// <summary>Makes the folder, or takes over the folder of a process that died, and locks it.</summary>
    /// <param name="parent">The folder that will hold it; made where it is missing.</param>
    /// <param name="waits">Called once before waiting for another process that holds the lock; null to give up with <see cref="Errno.Again"/> instead.</param>
    /// <param name="made">Collects the parent folders that were made, the outermost first.</param>
    /// <param name="area">The folder.</param>
    /// <returns><see cref="Errno.NotPermitted"/> where an existing folder is not trusted (<see cref="Owner"/>); otherwise the error of the system, or none.</returns>
    internal static Errno Take(string parent, Action? waits, List<string> made, out StagingArea? area)
    {
        area = null;
        var error = Open(parent, made, out var folder);
        using (folder)
        {
            while (error == Errno.None)
            {
                error = folder.MakeDirectory(NativeFolderName, FileModes.OwnerOnly);
                if (error is Errno.None or Errno.Exists)
                {
                    error = TakeOnce(parent, folder, isNew: error == Errno.None, waits, out area);
                    if (error == Errno.NoEntry)
                    {
                        // Whoever had it has just deleted it.
                        error = Errno.None;
                        continue;
                    }

                    break;
                }
            }
        }

        return error;
    }

    /// <summary>Takes over the folder of a process that died, without making one; false where there is none, or another process or user has it.</summary>
    internal static bool TryTakeOver(string parent, out StagingArea? area)
    {
        area = null;
        if (DirectoryHandle.Open(parent, out var folder) != Errno.None)
        {
            folder.Dispose();
            return false;
        }

        using (folder)
        {
            return TakeOnce(parent, folder, isNew: false, waits: null, out area) == Errno.None;
        }
    }

    /// <summary>The number of the user whom the folder belongs to.</summary>
    internal static uint Owner(string parent)
        => NativeFile.TryGetStatus(InstallPath.Join(parent, FolderName), out var status) == Errno.None ? status.UserId : 0;

    private static Errno TakeOnce(string parent, DirectoryHandle folder, bool isNew, Action? waits, out StagingArea? area)
    {
        area = null;
        var error = isNew ? Errno.None : Trust(folder);
        if (error != Errno.None)
        {
            return error;
        }

        error = folder.OpenDirectory(NativeFolderName, out var handle);
        FileLock? lockFile = null;
        if (error == Errno.None)
        {
            error = handle.TryGetStatus(".\0"u8, out var opened);
            if (error == Errno.None)
            {
                error = Lock(handle, InstallPath.Join(parent, FolderName), waits, out lockFile);
            }

            // What was locked may be deleted by now, and a new one may have its name.
            if (error == Errno.None && (folder.TryGetStatus(NativeFolderName, out var named) != Errno.None || named.Inode != opened.Inode || named.Device != opened.Device))
            {
                error = Errno.NoEntry;
            }

            if (error == Errno.None)
            {
                area = new StagingArea(InstallPath.Join(parent, FolderName), handle, lockFile, opened) { IsNew = isNew };
                return Errno.None;
            }
        }

        lockFile?.Dispose();
        handle.Dispose();
        return error;
    }

    /// <summary>
    /// Whether an existing folder may be taken over: it is no link, and belongs to this user or to the owner of the environment.
    /// A journal by another user could rename files with our rights.
    /// </summary>
    private static Errno Trust(DirectoryHandle folder)
    {
        var error = folder.TryGetStatus(NativeFolderName, out var status);
        if (error != Errno.None)
        {
            return error;
        }

        if (status.Kind != EntryKind.Directory)
        {
            return Errno.NotDirectory;
        }

        return status.UserId == ProcessIdentity.EffectiveUserId || (folder.TryGetStatus(".\0"u8, out var own) == Errno.None && own.UserId == status.UserId)
            ? Errno.None
            : Errno.NotPermitted;
    }

    private static Errno Lock(DirectoryHandle handle, string path, Action? waits, out FileLock? lockFile)
    {
        var hasWaited = false;
        while (true)
        {
            lockFile = null;
            var error = handle.TryLock();
            if (error is not (Errno.None or Errno.Again))
            {
                // NFS locks only files that are open for writing, which a folder cannot be.
                error = LockFile(path, out lockFile);
            }

            if (error != Errno.Again || waits is null)
            {
                return error;
            }

            if (!hasWaited)
            {
                hasWaited = true;
                waits();
            }

            Thread.Sleep(20);
        }
    }

    /// <summary>Locks a file in the folder. A file system without locks gives neither a lock nor an error.</summary>
    private static Errno LockFile(string path, out FileLock? lockFile)
    {
        var error = FileLock.TryTake(InstallPath.Join(path, "lock"), shared: false, out lockFile);
        return error is Errno.Again or Errno.NoEntry ? error : Errno.None;
    }

    private static Errno Open(string path, List<string> made, out DirectoryHandle handle)
    {
        var error = DirectoryHandle.Open(path, out handle);
        if (error != Errno.NoEntry)
        {
            return error;
        }

        handle.Dispose();
        error = MakeFolders(path, made);
        return error == Errno.None ? DirectoryHandle.Open(path, out handle) : error;
    }

    private static Errno MakeFolders(string path, List<string> made)
    {
        using var root = DirectoryHandle.OpenOrThrow("/");
        return MakeFolders(root, path, made);
    }

    private static Errno MakeFolders(DirectoryHandle root, string path, List<string> made)
    {
        var name = NativeName.Encode(path);
        var error = root.MakeDirectory(name);
        if (error == Errno.NoEntry && InstallPath.Parent(path) is { Length: > 1 } parent)
        {
            error = MakeFolders(root, parent, made);
            if (error == Errno.None)
            {
                error = root.MakeDirectory(name);
            }
        }

        if (error == Errno.None)
        {
            made.Add(path);
        }

        return error == Errno.Exists ? Errno.None : error;
    }
}
