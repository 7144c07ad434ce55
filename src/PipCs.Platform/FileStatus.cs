namespace PipCs.Platform;

/// <summary>What kind of thing a folder's entry is.</summary>
public enum EntryKind : byte
{
    /// <summary>The file system does not say; ask <see cref="DirectoryHandle.TryGetStatus"/>.</summary>
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

/// <summary>What <c>stat</c> says of a file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits (octal 7777).</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="MtimeNanoseconds">The time of modification, nanoseconds since 1970.</param>
/// <param name="CtimeNanoseconds">The time of status change, nanoseconds since 1970.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="LinkCount">How many hard links there are.</param>
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
