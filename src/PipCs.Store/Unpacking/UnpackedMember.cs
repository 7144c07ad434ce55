using PipCs.Archives.Zip;

namespace PipCs.Store.Unpacking;

/// <summary>A member that was met while the wheel streamed by.</summary>
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

    /// <summary>The number of the file that it was written to; -1 where to none.</summary>
    internal int Number { get; }

    /// <summary>The modification time of the file.</summary>
    internal long MtimeNanoseconds { get; set; }

    /// <summary>The content, where it was kept in memory instead.</summary>
    internal byte[]? Content { get; set; }

    /// <summary>Whether the file begins with <c>#!python</c>.</summary>
    internal bool HasPlaceholder { get; set; }
}

/// <summary>What becomes of a member.</summary>
internal enum UnpackedKind
{
    /// <summary>It is written to a file.</summary>
    File,

    /// <summary>It is a folder: nothing.</summary>
    Folder,

    /// <summary>It is RECORD: it is kept in memory, since every environment gets its own.</summary>
    Record,
}
