using PipCs.Platform;

namespace PipCs.Install.Staging;

/// <summary>The result of placing a file.</summary>
internal enum Placement
{
    /// <summary>The file was placed.</summary>
    Done,

    /// <summary>The stored file differs from its manifest.</summary>
    Changed,

    /// <summary>Another file of the plan has the name.</summary>
    Collision,

    /// <summary>The system refused.</summary>
    Failed,
}

/// <summary>Places single files from the store: as a hard link, else a clone, else a copy. Thread-safe.</summary>
internal sealed class FilePlacer(int umask, uint user)
{
    private readonly int _regularMode = FileModes.ReadWrite & ~umask;
    private readonly int _executableMode = (FileModes.All & ~umask) | FileModes.Execute;

    /// <summary>The permission bits that pip gives to files.</summary>
    internal int RegularMode => _regularMode;

    /// <summary>The permission bits that pip gives to executable files.</summary>
    internal int ExecutableMode => _executableMode;

    /// <summary>The permission bits that distlib gives to generated scripts: everyone may read and run them, whatever the umask.</summary>
    internal int WrapperMode => _regularMode | 0x16D;

    /// <summary>Places a file under a new name.</summary>
    /// <param name="source">The folder in the store.</param>
    /// <param name="sourceName">The name in there.</param>
    /// <param name="area">The area of <paramref name="folder"/>.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="name">The new name, which may hold <c>/</c>.</param>
    /// <param name="executable">Whether it is executable.</param>
    /// <param name="size">The size that it must have.</param>
    /// <param name="mtime">The modification time that it must have.</param>
    /// <param name="error">Why it failed.</param>
    internal Placement Place(DirectoryHandle source, ReadOnlySpan<byte> sourceName, StagingArea area, DirectoryHandle folder, ReadOnlySpan<byte> name, bool executable, long size, long mtime, out Errno error)
    {
        error = source.TryGetStatus(sourceName, out var status);
        if (error != Errno.None)
        {
            return error == Errno.NoEntry ? Placement.Changed : Placement.Failed;
        }

        if (status.Size != size || status.MtimeNanoseconds != mtime || status.Kind != EntryKind.File)
        {
            return Placement.Changed;
        }

        var mode = executable ? _executableMode : _regularMode;
        if (!area.CannotLink && status.UserId == user && status.GroupId == area.Inheritance.Group && status.Mode == mode)
        {
            error = folder.Link(source, sourceName, name);
            switch (error)
            {
                case Errno.None:
                    return Placement.Done;
                case Errno.CrossDevice:
                    area.CannotLink = true;
                    break;
                case Errno.NotPermitted or Errno.TooManyLinks or Errno.NotSupported or Errno.NotImplemented or Errno.AccessDenied:
                    break;
                default:
                    return Outcome(error, source, sourceName);
            }
        }

        return Duplicate(source, sourceName, area, folder, name, mode, out error);
    }

    /// <summary>Writes a new file.</summary>
    internal static Errno Write(DirectoryHandle folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int mode, int umask)
    {
        var error = folder.CreateFile(name, content, mode);
        return error == Errno.None && (mode & umask) != 0 ? folder.ChangeMode(name, mode) : error;
    }

    /// <summary>Writes a new file with one of the three modes, whatever the umask.</summary>
    internal Errno Write(DirectoryHandle folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int mode) => Write(folder, name, content, mode, umask);

    private Placement Duplicate(DirectoryHandle source, ReadOnlySpan<byte> sourceName, StagingArea area, DirectoryHandle folder, ReadOnlySpan<byte> name, int mode, out Errno error)
    {
        error = Errno.NotSupported;
        if (!area.CannotClone)
        {
            error = folder.Clone(source, sourceName, name, mode);
            if (error is Errno.NotSupported or Errno.CrossDevice or Errno.Invalid or Errno.NotTerminal or Errno.NotImplemented or Errno.NotPermitted)
            {
                area.CannotClone = true;
            }
        }

        if (area.CannotClone)
        {
            error = folder.Copy(source, sourceName, name, mode);
        }

        if (error == Errno.None && (mode & umask) != 0)
        {
            error = folder.ChangeMode(name, mode);
        }

        return Outcome(error, source, sourceName);
    }

    /// <summary>Treats a file that disappeared after its status was read as changed, because another process has just cleared the cache.</summary>
    private static Placement Outcome(Errno error, DirectoryHandle source, ReadOnlySpan<byte> sourceName) => error switch
    {
        Errno.None => Placement.Done,
        Errno.Exists => Placement.Collision,
        Errno.NoEntry when source.TryGetStatus(sourceName, out _) == Errno.NoEntry => Placement.Changed,
        _ => Placement.Failed,
    };
}
