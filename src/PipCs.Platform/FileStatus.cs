namespace PipCs.Platform;

/// <summary>The kind of a folder's entry.</summary>
public enum EntryKind : byte
{
    /// <summary>The file system does not give it; ask <see cref="DirectoryHandle.TryGetStatus"/>.</summary>
    Unknown,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, socket or pipe.</summary>
    Other,
}

/// <summary>The result of <c>stat</c> for a file.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Mode">The permission bits (octal 7777).</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="MtimeNanoseconds">The time of modification, nanoseconds since 1970.</param>
/// <param name="CtimeNanoseconds">The time of status change, nanoseconds since 1970.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="LinkCount">The number of hard links.</param>
/// <param name="Device">The file system's device number.</param>
/// <param name="Inode">The inode number.</param>
public readonly record struct FileStatus(EntryKind Kind, int Mode, long Size, long MtimeNanoseconds, long CtimeNanoseconds, uint UserId, uint GroupId, uint LinkCount, ulong Device, ulong Inode)
{
    internal static FileStatus From(in Posix.StatxBuffer buffer) => new(
        (buffer.Mode & 0xF000) switch { 0x8000 => EntryKind.File, 0x4000 => EntryKind.Directory, 0xA000 => EntryKind.SymbolicLink, _ => EntryKind.Other },
        buffer.Mode & 0xFFF,
        (long)buffer.Size,
        (buffer.ModificationTime.Seconds * 1_000_000_000) + buffer.ModificationTime.Nanoseconds,
        (buffer.ChangeTime.Seconds * 1_000_000_000) + buffer.ChangeTime.Nanoseconds,
        buffer.UserId,
        buffer.GroupId,
        buffer.LinkCount,
        ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
        buffer.Inode);
}
