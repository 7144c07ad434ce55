using PipCs.Platform;

namespace PipCs.Install.Staging;

/// <summary>
/// The folder in which a transaction prepares new entries and keeps replaced ones, on one file system. Its name is fixed,
/// so that the next transaction finds the folder of one that was killed, and only its owner may open it. The system's lock on it is
/// the lock between processes. A process that dies releases the lock, and the folder is deleted with its transaction.
/// </summary>
internal sealed partial class StagingArea : IDisposable
{
    /// <summary>The folder's name, in site-packages and, for a part of the scheme on another file system, there.</summary>
    internal const string FolderName = PipCs.Python.Installed.InstalledDistributions.JournalName;

    /// <summary>The folder in it for replaced entries.</summary>
    internal const string OldName = "old";

    private readonly FileLock? _lockFile;
    private int _taken;

    private StagingArea(string path, DirectoryHandle handle, FileLock? lockFile, in FileStatus status)
    {
        Path = path;
        Handle = handle;
        _lockFile = lockFile;
        Device = status.Device;
        Inheritance = Inheritance.OfArea(status);
    }

    /// <summary>The folder's path.</summary>
    internal string Path { get; }

    /// <summary>The folder.</summary>
    internal DirectoryHandle Handle { get; }

    /// <summary>The file system.</summary>
    internal ulong Device { get; }

    /// <summary>The group that entries made in it get.</summary>
    internal Inheritance Inheritance { get; }

    /// <summary>Whether it was made now. Otherwise it may hold entries of a process that died.</summary>
    internal bool IsNew { get; private init; }

    /// <summary>Whether a hard link from the store failed because the store is on another file system.</summary>
    internal bool CannotLink { get; set; }

    /// <summary>Whether a clone from the store failed.</summary>
    internal bool CannotClone { get; set; }

    /// <summary>Makes the folder for replaced entries.</summary>
    internal Errno MakeOldFolder()
    {
        var error = Handle.MakeDirectory("old\0"u8, FileModes.OwnerOnly);
        return error == Errno.Exists ? Errno.None : error;
    }

    /// <summary>A new path in the folder for replaced entries.</summary>
    internal string NextOldPath() => $"{Path}/{OldName}/{_taken++}";

    /// <inheritdoc/>
    public void Dispose()
    {
        _lockFile?.Dispose();
        Handle.Unlock();
        Handle.Dispose();
    }
}
