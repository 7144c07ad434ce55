using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PipCs.Platform;

/// <summary>
/// An open folder. Its entries are reached by name relative to its descriptor, so that the system resolves the folder's path
/// only once. Names are UTF-8 with a zero byte at their end (<see cref="NativeName"/>) and may contain <c>/</c>.
/// The methods return error numbers instead of throwing, because their callers handle many of these. Not
/// thread-safe in <see cref="IDisposable.Dispose"/>; the other methods may be called in parallel.
/// </summary>
/// <remarks>Each pointer is used only within the <c>fixed</c> statement around its call.</remarks>
public sealed unsafe partial class DirectoryHandle : IDisposable
{
    private int _descriptor;

    private DirectoryHandle(int descriptor) => _descriptor = descriptor;

    /// <summary>Releases the descriptor.</summary>
    ~DirectoryHandle() => Close();

    /// <summary>Opens a folder by its path; a symbolic link in its last part is followed unless asked not to.</summary>
    public static Errno Open(string path, out DirectoryHandle handle, bool follow = true)
    {
        Span<byte> buffer = stackalloc byte[512];
        return OpenCore(Posix.CurrentDirectory, NativeName.Encode(path, buffer), follow, out handle);
    }

    /// <summary>Opens a folder by its path.</summary>
    /// <exception cref="IOException">It cannot be opened; the message names it.</exception>
    public static DirectoryHandle OpenOrThrow(string path)
    {
        var error = Open(path, out var handle);
        return error == Errno.None ? handle : throw PlatformError.From(error, path);
    }

    /// <summary>Opens a folder in this one. A symbolic link is not followed unless asked for.</summary>
    public Errno OpenDirectory(ReadOnlySpan<byte> name, out DirectoryHandle handle, bool follow = false)
        => OpenCore(_descriptor, name, follow, out handle);

    /// <summary>Makes a folder; the process's umask applies.</summary>
    public Errno MakeDirectory(ReadOnlySpan<byte> name, int mode = FileModes.All)
    {
        fixed (byte* pointer = name)
        {
            return Result(Posix.MakeDirectoryAt(_descriptor, pointer, (uint)mode));
        }
    }

    /// <summary>Makes a hard link here to a file of another folder.</summary>
    public Errno Link(DirectoryHandle source, ReadOnlySpan<byte> sourceName, ReadOnlySpan<byte> name)
    {
        fixed (byte* from = sourceName)
        fixed (byte* to = name)
        {
            return Result(Posix.LinkAt(source._descriptor, from, _descriptor, to, 0));
        }
    }

    /// <summary>Makes a symbolic link.</summary>
    public Errno MakeSymbolicLink(ReadOnlySpan<byte> target, ReadOnlySpan<byte> name)
    {
        fixed (byte* to = target)
        fixed (byte* pointer = name)
        {
            return Result(Posix.SymlinkAt(to, _descriptor, pointer));
        }
    }

    /// <summary>Renames an entry of this folder into another (or the same), replacing a file or empty folder there.</summary>
    public Errno Rename(ReadOnlySpan<byte> name, DirectoryHandle destination, ReadOnlySpan<byte> newName)
    {
        fixed (byte* from = name)
        fixed (byte* to = newName)
        {
            return Result(Posix.RenameAt(_descriptor, from, destination._descriptor, to));
        }
    }

    /// <summary>Removes a file or link.</summary>
    public Errno Unlink(ReadOnlySpan<byte> name)
    {
        fixed (byte* pointer = name)
        {
            return Result(Posix.UnlinkAt(_descriptor, pointer, 0));
        }
    }

    /// <summary>Removes an empty folder.</summary>
    public Errno RemoveDirectory(ReadOnlySpan<byte> name)
    {
        fixed (byte* pointer = name)
        {
            return Result(Posix.UnlinkAt(_descriptor, pointer, Posix.AtRemoveDirectory));
        }
    }

    /// <summary>The status of an entry. A symbolic link is not followed unless asked for.</summary>
    public Errno TryGetStatus(ReadOnlySpan<byte> name, out FileStatus status, bool follow = false)
    {
        Posix.StatxBuffer buffer;
        fixed (byte* pointer = name)
        {
            var error = Result(Posix.Statx(_descriptor, pointer, follow ? 0 : Posix.AtSymlinkNoFollow, Posix.StatxBasic, &buffer));
            status = error == Errno.None ? FileStatus.From(in buffer) : default;
            return error;
        }
    }

    /// <summary>Changes the permission bits of a file, not of a link.</summary>
    public Errno ChangeMode(ReadOnlySpan<byte> name, int mode)
    {
        fixed (byte* pointer = name)
        {
            return Result(Posix.ChangeModeAt(_descriptor, pointer, (uint)mode, 0));
        }
    }

    /// <summary>Gives an entry to a group; a link is not followed. The system takes the set-user-id and set-group-id bits off a file then.</summary>
    public Errno ChangeGroup(ReadOnlySpan<byte> name, uint group)
    {
        fixed (byte* pointer = name)
        {
            return Result(Posix.ChangeOwnerAt(_descriptor, pointer, uint.MaxValue, group, Posix.AtSymlinkNoFollow));
        }
    }

    /// <summary>Makes a new file with the given content; it must not be there yet. The process's umask applies.</summary>
    public Errno CreateFile(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int mode = FileModes.ReadWrite)
    {
        int descriptor;
        fixed (byte* pointer = name)
        {
            descriptor = Posix.OpenAt(_descriptor, pointer, Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenExclusive | Posix.OpenCloseOnExec, (uint)mode);
        }

        if (descriptor < 0)
        {
            return LastError();
        }

        var error = WriteAll(descriptor, content);
        _ = Posix.Close(descriptor);
        return error;
    }

    /// <summary>Makes a new file as <see cref="CreateFile(ReadOnlySpan{byte}, ReadOnlySpan{byte}, int)"/> does, and gives its status: size, time, mode and owner.</summary>
    public Errno CreateFile(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, int mode, out FileStatus status)
    {
        status = default;
        int descriptor;
        fixed (byte* pointer = name)
        {
            descriptor = Posix.OpenAt(_descriptor, pointer, Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenExclusive | Posix.OpenCloseOnExec, (uint)mode);
        }

        if (descriptor < 0)
        {
            return LastError();
        }

        var error = WriteAll(descriptor, content);
        if (error == Errno.None)
        {
            Posix.StatxBuffer buffer;
            byte empty = 0;
            error = Result(Posix.Statx(descriptor, &empty, Posix.AtEmptyPath, Posix.StatxBasic, &buffer));
            status = error == Errno.None ? FileStatus.From(in buffer) : default;
        }

        _ = Posix.Close(descriptor);
        return error;
    }

    /// <summary>Opens a file of this folder as a handle for <see cref="RandomAccess"/> and <see cref="FileStream"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="write">Whether to create it and open it for writing; it must not exist yet.</param>
    /// <param name="handle">The handle.</param>
    /// <param name="mode">The permission bits of a new file.</param>
    public Errno OpenFile(ReadOnlySpan<byte> name, bool write, out SafeFileHandle handle, int mode = FileModes.ReadWrite)
    {
        var flags = write ? Posix.OpenReadWrite | Posix.OpenCreate | Posix.OpenExclusive : Posix.OpenReadOnly;
        fixed (byte* pointer = name)
        {
            var descriptor = Posix.OpenAt(_descriptor, pointer, flags | Posix.OpenCloseOnExec, (uint)mode);
            handle = new SafeFileHandle(descriptor, ownsHandle: true);
            return descriptor < 0 ? LastError() : Errno.None;
        }
    }

    /// <summary>Reads a whole file; the empty array where the error is not <see cref="Errno.None"/>.</summary>
    public Errno ReadFile(ReadOnlySpan<byte> name, out byte[] content)
    {
        content = [];
        int descriptor;
        fixed (byte* pointer = name)
        {
            descriptor = Posix.OpenAt(_descriptor, pointer, Posix.OpenReadOnly | Posix.OpenNonBlocking | Posix.OpenCloseOnExec, 0);
        }

        if (descriptor < 0)
        {
            return LastError();
        }

        var error = ReadAll(descriptor, out content);
        _ = Posix.Close(descriptor);
        return error;
    }

    /// <summary>Lists the folder: each entry's name (UTF-8 without the zero byte) and kind, without <c>.</c> and <c>..</c>, in the file system's order.</summary>
    public Errno List(DirectoryEntryAction action)
    {
        const int Size = 32 * 1024;
        _ = Posix.Seek(_descriptor, 0, 0);
        var buffer = (byte*)NativeMemory.Alloc(Size);
        try
        {
            while (true)
            {
                var read = Posix.GetDirectoryEntries(_descriptor, buffer, Size);
                if (read < 0)
                {
                    return LastError();
                }

                if (read == 0)
                {
                    return Errno.None;
                }

                // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name; all within the bytes that the kernel wrote.
                for (var at = 0; at < read; at += *(ushort*)(buffer + at + 16))
                {
                    var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
                    if (!(name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)))
                    {
                        action(name, buffer[at + 18] switch { 8 => EntryKind.File, 4 => EntryKind.Directory, 10 => EntryKind.SymbolicLink, 0 => EntryKind.Unknown, _ => EntryKind.Other });
                    }
                }
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    /// <summary>Lists the folder into a list of names and kinds.</summary>
    public Errno List(out List<KeyValuePair<string, EntryKind>> entries)
    {
        var list = new List<KeyValuePair<string, EntryKind>>();
        entries = list;
        return List((name, kind) => list.Add(new(Encoding.UTF8.GetString(name), kind)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    internal int Descriptor => _descriptor;

    internal static Errno LastError() => (Errno)Marshal.GetLastPInvokeError();

    internal static Errno WriteAll(int descriptor, ReadOnlySpan<byte> content)
    {
        fixed (byte* pointer = content)
        {
            var written = 0;
            while (written < content.Length)
            {
                var count = Posix.Write(descriptor, pointer + written, (nuint)(content.Length - written));
                if (count < 0)
                {
                    var error = LastError();
                    if (error != Errno.Interrupted)
                    {
                        return error;
                    }
                }
                else
                {
                    written += (int)count;
                }
            }
        }

        return Errno.None;
    }

    internal static Errno ReadAll(int descriptor, FileMemory memory, out ReadOnlyMemory<byte> content)
    {
        content = default;
        Posix.StatxBuffer status;
        byte empty = 0;
        if (Posix.Statx(descriptor, &empty, Posix.AtEmptyPath, Posix.StatxBasic, &status) != 0)
        {
            return LastError();
        }

        var space = memory.Reserve((int)Math.Min(status.Size, int.MaxValue - 64));
        var length = 0;
        fixed (byte* pointer = space.Span)
        {
            while (length < space.Length)
            {
                var count = Posix.Read(descriptor, pointer + length, (nuint)(space.Length - length));
                if (count < 0)
                {
                    var error = LastError();
                    if (error == Errno.Interrupted)
                    {
                        continue;
                    }

                    return error;
                }

                if (count == 0)
                {
                    break;
                }

                length += (int)count;
            }
        }

        content = space[..length];
        return Errno.None;
    }

    internal static Errno ReadAll(int descriptor, out byte[] content)
    {
        content = [];
        Posix.StatxBuffer status;
        byte empty = 0;
        if (Posix.Statx(descriptor, &empty, Posix.AtEmptyPath, Posix.StatxBasic, &status) != 0)
        {
            return LastError();
        }

        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(status.Size, int.MaxValue - 64));
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                // The size is nearly always exact, which a read of one more byte confirms. Only a growing file needs more.
                byte extra;
                var more = Posix.Read(descriptor, &extra, 1);
                if (more <= 0)
                {
                    break;
                }

                Array.Resize(ref buffer, Math.Max(4096, buffer.Length * 2));
                buffer[length++] = extra;
                continue;
            }

            nint count;
            fixed (byte* pointer = buffer)
            {
                count = Posix.Read(descriptor, pointer + length, (nuint)(buffer.Length - length));
            }

            if (count < 0)
            {
                var error = LastError();
                if (error == Errno.Interrupted)
                {
                    continue;
                }

                return error;
            }

            if (count == 0)
            {
                break;
            }

            length += (int)count;
        }

        content = length == buffer.Length ? buffer : buffer[..length];
        return Errno.None;
    }

    private static Errno OpenCore(int directory, ReadOnlySpan<byte> name, bool follow, out DirectoryHandle handle)
    {
        fixed (byte* pointer = name)
        {
            var descriptor = Posix.OpenAt(directory, pointer, Posix.OpenReadOnly | Posix.OpenDirectory | Posix.OpenCloseOnExec | (follow ? 0 : Posix.OpenNoFollow), 0);
            handle = new DirectoryHandle(descriptor);
            return descriptor < 0 ? LastError() : Errno.None;
        }
    }

    private static Errno Result(int result) => result == 0 ? Errno.None : LastError();

    private void Close()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Posix.Close(descriptor);
        }
    }
}

/// <summary>Takes one entry of a folder; the name is valid only during the call.</summary>
public delegate void DirectoryEntryAction(ReadOnlySpan<byte> name, EntryKind kind);
