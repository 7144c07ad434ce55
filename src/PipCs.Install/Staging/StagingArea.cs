using PipCs.Platform;

namespace PipCs.Install.Staging;

/// <summary>
/// The folder in which a transaction prepares the new and puts aside the old, on one file system. It has
/// one name, so that the next transaction finds what a killed one left.
/// </summary>
internal sealed class StagingArea : IDisposable
{
    /// <summary>The folder's name, in site-packages and, for a part of the scheme on another file system, there.</summary>
    internal const string FolderName = PipCs.Python.Installed.InstalledDistributions.JournalName;

    /// <summary>The folder in it for what is taken out.</summary>
    internal const string OldName = "old";

    private int _taken;

    private StagingArea(string path, DirectoryHandle handle, ulong device)
    {
        Path = path;
        Handle = handle;
        Device = device;
    }

    /// <summary>The folder's path.</summary>
    internal string Path { get; }

    /// <summary>The folder.</summary>
    internal DirectoryHandle Handle { get; }

    /// <summary>The file system.</summary>
    internal ulong Device { get; }

    /// <summary>Whether a hard link from the store failed because it lies on another file system.</summary>
    internal bool CannotLink { get; set; }

    /// <summary>Whether a clone from the store failed.</summary>
    internal bool CannotClone { get; set; }

    /// <summary>Makes the folder, and those above it that are missing.</summary>
    internal static Errno Create(string parent, out StagingArea? area)
    {
        area = null;
        var error = MakeFolders(parent);
        if (error is not Errno.None)
        {
            return error;
        }

        var path = InstallPath.Join(parent, FolderName);
        using var root = DirectoryHandle.OpenOrThrow("/");
        error = root.MakeDirectory(NativeName.Encode(path), 0x1C0);
        if (error is not (Errno.None or Errno.Exists))
        {
            return error;
        }

        error = DirectoryHandle.Open(path, out var handle);
        if (error != Errno.None)
        {
            return error;
        }

        error = handle.MakeDirectory("old\0"u8, 0x1C0);
        if (error is not (Errno.None or Errno.Exists))
        {
            handle.Dispose();
            return error;
        }

        error = handle.TryGetStatus(".\0"u8, out var status);
        area = new StagingArea(path, handle, status.Device);
        return error;
    }

    /// <summary>Makes a folder and those above it that are missing.</summary>
    internal static Errno MakeFolders(string path)
    {
        using var root = DirectoryHandle.OpenOrThrow("/");
        return MakeFolders(root, path);
    }

    /// <summary>A new path among what is taken out.</summary>
    internal string NextOldPath() => $"{Path}/{OldName}/{_taken++}";

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private static Errno MakeFolders(DirectoryHandle root, string path)
    {
        var name = NativeName.Encode(path);
        var error = root.MakeDirectory(name);
        if (error == Errno.NoEntry && InstallPath.Parent(path) is { Length: > 1 } parent)
        {
            error = MakeFolders(root, parent);
            if (error == Errno.None)
            {
                error = root.MakeDirectory(name);
            }
        }

        return error == Errno.Exists ? Errno.None : error;
    }
}
