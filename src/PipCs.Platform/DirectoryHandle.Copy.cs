namespace PipCs.Platform;

public sealed unsafe partial class DirectoryHandle
{
    /// <summary>Clones a file of another folder (shared blocks, own metadata) where the file system can; keeps mode and mtime.</summary>
    public Errno Clone(DirectoryHandle source, ReadOnlySpan<byte> sourceName, ReadOnlySpan<byte> name, int mode)
        => Duplicate(source, sourceName, name, mode, clone: true);

    /// <summary>Copies a file of another folder; keeps its mtime, so that its bytecode stays valid.</summary>
    public Errno Copy(DirectoryHandle source, ReadOnlySpan<byte> sourceName, ReadOnlySpan<byte> name, int mode)
        => Duplicate(source, sourceName, name, mode, clone: false);

    private Errno Duplicate(DirectoryHandle source, ReadOnlySpan<byte> sourceName, ReadOnlySpan<byte> name, int mode, bool clone)
    {
        int from, to;
        fixed (byte* pointer = sourceName)
        {
            from = Posix.OpenAt(source._descriptor, pointer, Posix.OpenReadOnly | Posix.OpenCloseOnExec | Posix.OpenNoFollow, 0);
        }

        if (from < 0)
        {
            return LastError();
        }

        fixed (byte* pointer = name)
        {
            to = Posix.OpenAt(_descriptor, pointer, Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenExclusive | Posix.OpenCloseOnExec, (uint)mode);
        }

        if (to < 0)
        {
            var error = LastError();
            _ = Posix.Close(from);
            return error;
        }

        var result = clone ? Result(Posix.Control(to, Posix.CloneRequest, from)) : CopyBytes(from, to);
        if (result == Errno.None)
        {
            CopyMtime(from, to);
        }

        _ = Posix.Close(from);
        _ = Posix.Close(to);
        if (result != Errno.None)
        {
            Unlink(name);
        }

        return result;
    }

    private static Errno CopyBytes(int from, int to)
    {
        while (true)
        {
            var copied = Posix.CopyFileRange(from, null, to, null, 1 << 30, 0);
            if (copied == 0)
            {
                return Errno.None;
            }

            if (copied < 0)
            {
                var error = LastError();
                return error is Errno.CrossDevice or Errno.NotImplemented or Errno.NotSupported or Errno.Invalid or Errno.NotPermitted ? CopyThroughBuffer(from, to) : error;
            }
        }
    }

    private static Errno CopyThroughBuffer(int from, int to)
    {
        const int Size = 64 * 1024;
        var buffer = stackalloc byte[Size];
        while (true)
        {
            var count = Posix.Read(from, buffer, Size);
            if (count <= 0)
            {
                return count == 0 ? Errno.None : LastError();
            }

            var error = WriteAll(to, new ReadOnlySpan<byte>(buffer, (int)count));
            if (error != Errno.None)
            {
                return error;
            }
        }
    }

    private static void CopyMtime(int from, int to)
    {
        Posix.StatxBuffer status;
        byte empty = 0;
        if (Posix.Statx(from, &empty, Posix.AtEmptyPath, Posix.StatxBasic, &status) == 0)
        {
            var times = stackalloc Posix.TimeSpecification[2];
            times[0] = new() { Seconds = (nint)status.ModificationTime.Seconds, Nanoseconds = (nint)status.ModificationTime.Nanoseconds };
            times[1] = times[0];
            _ = Posix.SetTimes(to, times);
        }
    }
}
