using PipCs.Archives.Zip;

namespace PipCs.Store.Unpacking;

/// <summary>A member that was read while the wheel arrived.</summary>
internal sealed class UnpackedMember
{
    internal UnpackedMember(long headerOffset, in ZipLocalMember local, UnpackedKind kind, int number)
    {
        HeaderOffset = headerOffset;
        Local = local;
        Kind = kind;
        Number = number;
    }

    internal UnpackedMember(in ZipEntry entry, UnpackedKind kind, int number)
        : this(entry.HeaderOffset, new(new(entry.Flags, entry.Method, entry.Crc, entry.PackedSize, entry.Size, 0, 0), default), kind, number)
    {
    }

    internal long HeaderOffset { get; }

    /// <summary>The local header.</summary>
    internal ZipLocalMember Local { get; }

    internal ZipMethod Method => Local.Header.Method;

    internal uint Crc => Local.Header.Crc;

    internal long PackedSize => Local.Header.PackedSize;

    internal long Size => Local.Header.Size;

    internal UnpackedKind Kind { get; }

    /// <summary>The number of the file that holds it; -1 where no file does.</summary>
    internal int Number { get; }

    /// <summary>The modification time of the file.</summary>
    internal long MtimeNanoseconds { get; set; }

    /// <summary>The content, where it is kept in memory and not in a file.</summary>
    internal byte[]? Content { get; set; }

    /// <summary>Whether the file begins with <c>#!python</c>.</summary>
    internal bool HasPlaceholder { get; set; }
}

/// <summary>How a member is unpacked.</summary>
internal enum UnpackedKind
{
    /// <summary>It is written to a file.</summary>
    File,

    /// <summary>It is a folder, for which nothing is written.</summary>
    Folder,

    /// <summary>It is RECORD, which is kept in memory because every environment gets its own.</summary>
    Record,
}
