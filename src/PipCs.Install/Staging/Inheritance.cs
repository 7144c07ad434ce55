using PipCs.Platform;

namespace PipCs.Install.Staging;

/// <summary>The group and the bit that new entries of a folder get from it: its group if it has the set-group-id bit, and new folders the bit as well.</summary>
/// <param name="SetsGroup">Whether the folder has the bit.</param>
/// <param name="Group">The group of new entries.</param>
internal readonly record struct Inheritance(bool SetsGroup, uint Group)
{
    private const int SetGroupBit = 0x400;

    /// <summary>The inheritance of a folder.</summary>
    /// <param name="folder">The folder's status.</param>
    /// <param name="area">The inheritance of the area, which this process has made.</param>
    internal static Inheritance Of(in FileStatus folder, Inheritance area)
        => (folder.Mode & SetGroupBit) != 0 ? new(true, folder.GroupId)
            : new(false, area.SetsGroup ? ProcessIdentity.EffectiveGroupId : area.Group);

    /// <summary>The inheritance of an area. This process made it, so its group is the one that entries get where no folder has the bit.</summary>
    internal static Inheritance OfArea(in FileStatus area) => new((area.Mode & SetGroupBit) != 0, area.GroupId);

    /// <summary>
    /// Gives a staged entry the group, and folders the bit, that it would have got in its final folder. A hard link to the
    /// store is first replaced by a copy, because its group is the store's. Where the system does not permit the group, the old one stays.
    /// </summary>
    /// <param name="parent">The folder of the entry.</param>
    /// <param name="name">The name of the entry, with a zero byte.</param>
    internal Errno Apply(DirectoryHandle parent, ReadOnlySpan<byte> name)
    {
        var error = parent.TryGetStatus(name, out var status);
        if (error != Errno.None)
        {
            return error;
        }

        return status.Kind == EntryKind.Directory ? ApplyToFolder(parent, name, status)
            : status.Kind == EntryKind.File && status.GroupId != Group ? ApplyToFile(parent, name, status)
            : Errno.None;
    }

    private Errno ApplyToFile(DirectoryHandle parent, ReadOnlySpan<byte> name, in FileStatus status)
    {
        if (status.LinkCount > 1)
        {
            _ = parent.Unlink(CopyName);
            var error = parent.Copy(parent, name, CopyName, status.Mode);
            error = error == Errno.None ? parent.ChangeMode(CopyName, status.Mode) : error;
            error = error == Errno.None ? parent.Rename(CopyName, parent, name) : error;
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Tolerate(parent.ChangeGroup(name, Group));
    }

    private Errno ApplyToFolder(DirectoryHandle parent, ReadOnlySpan<byte> name, in FileStatus status)
    {
        var error = status.GroupId == Group ? Errno.None : Tolerate(parent.ChangeGroup(name, Group));
        var mode = SetsGroup ? status.Mode | SetGroupBit : status.Mode & ~SetGroupBit;
        if (error == Errno.None && (mode != status.Mode || status.GroupId != Group))
        {
            error = parent.ChangeMode(name, mode);
        }

        if (error == Errno.None)
        {
            error = parent.OpenDirectory(name, out var folder);
            using (folder)
            {
                if (error == Errno.None)
                {
                    error = folder.List(out var entries);
                    foreach (var (entry, _) in entries)
                    {
                        error = error == Errno.None ? Apply(folder, NativeName.Encode(entry)) : error;
                    }
                }
            }
        }

        return error;
    }

    private static ReadOnlySpan<byte> CopyName => ".pip-cs-copy\0"u8;

    private static Errno Tolerate(Errno error) => error == Errno.NotPermitted ? Errno.None : error;
}
