using System.Runtime.InteropServices;
using System.Text;

namespace PipCs.Platform;

/// <summary>Single files by path, without the costs of <see cref="System.IO.File"/> on a warm path.</summary>
public static unsafe class NativeFile
{
    private static int _counter;

    /// <summary>Reads a whole file; the empty array where the error is not <see cref="Errno.None"/>.</summary>
    public static Errno ReadAll(string path, out byte[] content)
    {
        content = [];
        var descriptor = OpenForReading(path);
        if (descriptor < 0)
        {
            return DirectoryHandle.LastError();
        }

        var error = DirectoryHandle.ReadAll(descriptor, out content);
        _ = Posix.Close(descriptor);
        return error;
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The path.</param>
    /// <param name="memory">Gives the memory for its bytes.</param>
    /// <param name="content">Its bytes, as many as the file had when reading began.</param>
    public static Errno ReadAll(string path, FileMemory memory, out ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(memory);
        content = default;
        var descriptor = OpenForReading(path);
        if (descriptor < 0)
        {
            return DirectoryHandle.LastError();
        }

        var error = DirectoryHandle.ReadAll(descriptor, memory, out content);
        _ = Posix.Close(descriptor);
        return error;
    }

    private static int OpenForReading(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            Marshal.SetLastPInvokeError((int)Errno.Invalid);
            return -1;
        }

        // Opened without blocking, because in the file's place there may be a pipe without a writer. It makes no difference for files.
        Span<byte> buffer = stackalloc byte[512];
        fixed (byte* pointer = NativeName.Encode(path, buffer))
        {
            return Posix.OpenAt(Posix.CurrentDirectory, pointer, Posix.OpenReadOnly | Posix.OpenNonBlocking | Posix.OpenCloseOnExec, 0);
        }
    }

    /// <summary>Reads the beginning of a file with one call.</summary>
    /// <param name="path">The path.</param>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="length">How many bytes were read; fewer than the buffer holds where the file ends there.</param>
    public static Errno ReadHead(string path, Span<byte> buffer, out int length)
    {
        length = 0;
        var descriptor = OpenForReading(path);
        if (descriptor < 0)
        {
            return DirectoryHandle.LastError();
        }

        nint count;
        fixed (byte* pointer = buffer)
        {
            count = Posix.Read(descriptor, pointer, (nuint)buffer.Length);
        }

        var error = count < 0 ? DirectoryHandle.LastError() : Errno.None;
        length = (int)Math.Max(count, 0);
        _ = Posix.Close(descriptor);
        return error;
    }

    /// <summary>Writes a file aside and renames it over its path, so that readers see the old or the new.</summary>
    public static Errno ReplaceAll(string path, ReadOnlySpan<byte> content, int mode = FileModes.ReadWrite) => ReplaceAll(path, content, [], mode);

    /// <summary>As the other, with content that is given in two parts.</summary>
    public static Errno ReplaceAll(string path, ReadOnlySpan<byte> content, ReadOnlySpan<byte> rest, int mode = FileModes.ReadWrite)
    {
        var final = NativeName.Encode(path);
        var aside = NativeName.Encode($"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.tmp");
        fixed (byte* temporary = aside)
        fixed (byte* destination = final)
        {
            var descriptor = Posix.OpenAt(Posix.CurrentDirectory, temporary, Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenTruncate | Posix.OpenCloseOnExec, (uint)mode);
            if (descriptor < 0)
            {
                return DirectoryHandle.LastError();
            }

            var error = DirectoryHandle.WriteAll(descriptor, content);
            error = error == Errno.None && !rest.IsEmpty ? DirectoryHandle.WriteAll(descriptor, rest) : error;
            _ = Posix.Close(descriptor);
            if (error == Errno.None && Posix.RenameAt(Posix.CurrentDirectory, temporary, Posix.CurrentDirectory, destination) != 0)
            {
                error = DirectoryHandle.LastError();
            }

            if (error != Errno.None)
            {
                _ = Posix.UnlinkAt(Posix.CurrentDirectory, temporary, 0);
            }

            return error;
        }
    }

    /// <summary>Writes a file that a user names, as a shell's redirection does: links are followed, pipes and devices are written to, and an existing file keeps its mode.</summary>
    public static Errno WriteAll(string path, ReadOnlySpan<byte> content, int mode = FileModes.ReadWrite) => Write(path, content, Posix.OpenTruncate, mode);

    /// <summary>Appends bytes with one write where the system takes them at once; makes the file where it is missing.</summary>
    public static Errno Append(string path, ReadOnlySpan<byte> content, int mode = FileModes.ReadWrite) => Write(path, content, Posix.OpenAppend | Posix.OpenNonBlocking, mode);

    /// <summary>Sets when a file was last read to now, and leaves when it was written.</summary>
    public static Errno SetReadNow(string path)
    {
        const long Now = (1L << 30) - 1;
        const long Leave = (1L << 30) - 2;
        Span<byte> buffer = stackalloc byte[512];
        var times = stackalloc long[] { 0, Now, 0, Leave };
        fixed (byte* pointer = NativeName.Encode(path, buffer))
        {
            return Posix.UtimensAt(Posix.CurrentDirectory, pointer, times, 0) == 0 ? Errno.None : DirectoryHandle.LastError();
        }
    }

    /// <summary>Reads the status of the entry at a path; of a link, that of its target unless <paramref name="follow"/> is false.</summary>
    public static Errno TryGetStatus(string path, out FileStatus status, bool follow = true)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            status = default;
            return Errno.Invalid;
        }

        Span<byte> buffer = stackalloc byte[512];
        Posix.StatxBuffer statx;
        fixed (byte* pointer = NativeName.Encode(path, buffer))
        {
            if (Posix.Statx(Posix.CurrentDirectory, pointer, follow ? 0 : Posix.AtSymlinkNoFollow, Posix.StatxBasic, &statx) != 0)
            {
                status = default;
                return DirectoryHandle.LastError();
            }
        }

        status = FileStatus.From(in statx);
        return Errno.None;
    }

    /// <summary>Whether this process may write at a path (<c>access(W_OK)</c>).</summary>
    public static bool IsWritable(string path)
    {
        fixed (byte* pointer = NativeName.Encode(path))
        {
            return Posix.AccessAt(Posix.CurrentDirectory, pointer, 2, 0) == 0;
        }
    }

    /// <summary>Whether this process may execute a path (<c>access(X_OK)</c>).</summary>
    public static bool IsExecutable(string path)
    {
        fixed (byte* pointer = NativeName.Encode(path))
        {
            return Posix.AccessAt(Posix.CurrentDirectory, pointer, 1, 0) == 0;
        }
    }

    /// <summary>The path with every symbolic link resolved; null where it does not exist.</summary>
    public static string? ResolveLinks(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var resolved = stackalloc byte[4096];
        fixed (byte* pointer = NativeName.Encode(path))
        {
            return Posix.RealPath(pointer, resolved) == null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(resolved));
        }
    }

    /// <summary>The target of a symbolic link as it is written; null where the path is no link.</summary>
    public static string? ReadLink(string path)
    {
        var buffer = stackalloc byte[4096];
        fixed (byte* pointer = NativeName.Encode(path))
        {
            var length = Posix.ReadLinkAt(Posix.CurrentDirectory, pointer, buffer, 4096);
            return length < 0 ? null : Encoding.UTF8.GetString(buffer, (int)length);
        }
    }

    /// <summary>Opens a file for writing, makes it where it is missing, and writes.</summary>
    private static Errno Write(string path, ReadOnlySpan<byte> content, int flags, int mode)
    {
        int descriptor;
        fixed (byte* pointer = NativeName.Encode(path))
        {
            descriptor = Posix.OpenAt(Posix.CurrentDirectory, pointer, Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenCloseOnExec | flags, (uint)mode);
        }

        if (descriptor < 0)
        {
            return DirectoryHandle.LastError();
        }

        var error = DirectoryHandle.WriteAll(descriptor, content);
        _ = Posix.Close(descriptor);
        return error;
    }
}
