using System.Buffers.Binary;

namespace PipCs.Archives.Zip;

/// <summary>The place of the central directory in the file of a ZIP archive.</summary>
/// <param name="Offset">The offset of its first byte.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Count">The number of its members.</param>
public readonly record struct ZipDirectoryLocation(long Offset, long Size, long Count);

/// <summary>
/// Reads the central directory of a ZIP archive (APPNOTE.TXT 6.3.10), zip64 included, from any source of bytes: find it
/// in the file's tail with <see cref="TryLocate"/>, then read its bytes with <see cref="Read"/>.
/// </summary>
public static class ZipDirectory
{
    /// <summary>How many bytes of a file's end certainly hold the end record, its comment and zip64's locator.</summary>
    public const int LongestTail = EndSize + 65535 + LocatorSize;

    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int End64Size = 56;
    private const int EntrySize = 46;
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const uint EntrySignature = 0x02014b50;

    /// <summary>Finds the central directory.</summary>
    /// <param name="tail">The last bytes of the file: <see cref="LongestTail"/>, or fewer (22 suffice where there is no comment and no zip64).</param>
    /// <param name="fileLength">The file's length.</param>
    /// <param name="location">The place of the central directory.</param>
    /// <returns>False where the tail contains no end record.</returns>
    /// <exception cref="InvalidDataException">The end record belongs to a split archive, or refers to a place outside of the file.</exception>
    /// <exception cref="ZipConflictException">There are several ends, the two forms of the end disagree, or there are bytes before or after the archive.</exception>
    public static bool TryLocate(ReadOnlySpan<byte> tail, long fileLength, out ZipDirectoryLocation location)
    {
        location = default;
        var isBroken = false;
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            var end = tail[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
            {
                continue;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) == end.Length - EndSize)
            {
                location = Locate(tail, at, fileLength);
                return !isBroken ? true : throw new ZipConflictException("it has more than one end of central directory");
            }

            isBroken = true;
        }

        return !isBroken ? false : throw new ZipConflictException("its end of central directory is not the end of the file: bytes stand behind the archive, or the file is cut short");
    }

    /// <summary>Reads all members.</summary>
    /// <param name="directory">The bytes of the central directory. The names of the members are slices of it.</param>
    /// <param name="count">The number of members from <see cref="TryLocate"/>.</param>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    /// <exception cref="ZipConflictException">It has more bytes than members, or a member contradicts itself.</exception>
    public static ZipEntry[] Read(ReadOnlyMemory<byte> directory, long count)
    {
        if (count > directory.Length / EntrySize)
        {
            throw new InvalidDataException("The central directory is shorter than its number of members.");
        }

        var entries = new ZipEntry[(int)count];
        var rest = directory;
        for (var i = 0; i < entries.Length; i++)
        {
            var bytes = rest.Span;
            if (bytes.Length < EntrySize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != EntrySignature)
            {
                throw new InvalidDataException("Bad magic number for central directory.");
            }

            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]);
            var total = EntrySize + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]);
            if (total > bytes.Length)
            {
                throw new InvalidDataException("A member of the central directory is cut short.");
            }

            entries[i] = ReadEntry(rest[..total], nameLength, extraLength);
            rest = rest[total..];
        }

        return rest.IsEmpty ? entries
            : throw new ZipConflictException($"the end record counts {count} members, and the central directory has {rest.Length} bytes more");
    }

    private static ZipDirectoryLocation Locate(ReadOnlySpan<byte> tail, int at, long fileLength)
    {
        var end = tail[at..];
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var endAt = fileLength - tail.Length + at;
        if (at >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(tail[(at - LocatorSize)..]) == LocatorSignature)
        {
            endAt -= LocatorSize + End64Size;
            (count, size, offset) = ReadEnd64(tail, at - LocatorSize, endAt, count, size, offset);
        }
        else if (BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(end[6..]) != 0)
        {
            throw new InvalidDataException("Zip files that span several disks are not supported.");
        }
        else if (BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count)
        {
            throw new ZipConflictException($"the end record counts {BinaryPrimitives.ReadUInt16LittleEndian(end[8..])} and {count} members");
        }

        return (endAt - size - offset) switch
        {
            _ when size > endAt => throw new InvalidDataException("Bad offset for central directory."),
            < 0 => throw new InvalidDataException("Bad offset for central directory."),
            0 => new(offset, size, count),
            var surplus => throw new ZipConflictException($"{surplus} bytes stand in front of the archive, or between its central directory and its end record"),
        };
    }

    /// <summary>Reads zip64's end record. It must be right before its locator, at the offset in the locator, and agree with the old end record.</summary>
    private static (long Count, long Size, long Offset) ReadEnd64(ReadOnlySpan<byte> tail, int locatorAt, long expectedOffset, long count, long size, long offset)
    {
        var at = locatorAt - End64Size;
        if (at < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) != End64Signature)
        {
            throw new InvalidDataException("Corrupt zip64 end of central directory.");
        }

        var end = tail[at..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(tail[(locatorAt + 8)..]) is var told && told != (ulong)expectedOffset)
        {
            throw new ZipConflictException($"the zip64 locator says that the zip64 end record is at {told}, and it is at {expectedOffset}");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(end[4..]) != End64Size - 12)
        {
            throw new ZipConflictException("the zip64 end record has another length than stands in it");
        }

        var count64 = ZipExtraFields.ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end[32..]));
        var size64 = ZipExtraFields.ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end[40..]));
        var offset64 = ZipExtraFields.ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end[48..]));
        var agrees = Agree(count, ushort.MaxValue, count64) && Agree(size, uint.MaxValue, size64) && Agree(offset, uint.MaxValue, offset64)
            && BinaryPrimitives.ReadUInt64LittleEndian(end[24..]) == (ulong)count64;
        return agrees ? (count64, size64, offset64) : throw new ZipConflictException("the end record and the zip64 end record disagree");

        static bool Agree(long value, long none, long value64) => value == none || value == value64;
    }

    private static ZipEntry ReadEntry(ReadOnlyMemory<byte> memory, int nameLength, int extraLength)
    {
        var entry = memory.Span;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        if (extraLength > 0)
        {
            ZipExtraFields.Read(entry.Slice(EntrySize + nameLength, extraLength), entry.Slice(EntrySize, nameLength), ref size, ref packed, ref offset, isSizeKnown: true);
        }

        // As in Python, the upper half of the attributes is a Unix mode, whatever system made the archive.
        return new(
            ZipNames.ToUtf8(memory.Slice(EntrySize, nameLength), (flags & ZipFlags.Utf8) != 0),
            flags,
            (ZipMethod)BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            packed,
            size,
            offset,
            BinaryPrimitives.ReadUInt16LittleEndian(entry[40..]));
    }
}
