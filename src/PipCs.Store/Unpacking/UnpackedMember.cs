using PipCs.Archives.Zip;

namespace PipCs.Store.Unpacking;

/// <summary>A member that was met while the wheel streamed by.</summary>
internal sealed class UnpackedMember
{
    internal UnpackedMember(long headerOffset, in ZipLocalHeader header, UnpackedKind kind, int number)
    {
        HeaderOffset = headerOffset;
        Method = header.Method;
        Crc = header.Crc;
        PackedSize = header.PackedSize;
        Size = header.Size;
        Kind = kind;
        Number = number;
    }

    internal UnpackedMember(in ZipEntry entry, UnpackedKind kind, int number)
    {
        HeaderOffset = entry.HeaderOffset;
        Method = entry.Method;
        Crc = entry.Crc;
        PackedSize = entry.PackedSize;
        Size = entry.Size;
        Kind = kind;
        Number = number;
    }

    internal long HeaderOffset { get; }

    internal ZipMethod Method { get; }

    internal uint Crc { get; }

    internal long PackedSize { get; }

    internal long Size { get; }

    internal UnpackedKind Kind { get; }

    /// <summary>The number of the file that it was written to; -1 where to none.</summary>
    internal int Number { get; }

    /// <summary>The modification time of the file.</summary>
    internal long MtimeNanoseconds { get; set; }

    /// <summary>The content, where it was kept in memory instead.</summary>
    internal byte[]? Content { get; set; }

    /// <summary>Whether the file begins with <c>#!python</c>.</summary>
    internal bool HasPlaceholder { get; set; }

    /// <summary>Whether the central directory knows this member so.</summary>
    internal bool Matches(in ZipEntry entry) => Crc == entry.Crc && Size == entry.Size && PackedSize == entry.PackedSize && Method == entry.Method && !entry.IsEncrypted;
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
