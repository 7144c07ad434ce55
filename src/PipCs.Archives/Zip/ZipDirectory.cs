using System.Buffers.Binary;

namespace PipCs.Archives.Zip;

/// <summary>Where the central directory of a ZIP archive lies in its file.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Count">How many members it has.</param>
/// <param name="Shift">What must be added to every offset in it: the length of what stands in front of the archive.</param>
public readonly record struct ZipDirectoryLocation(long Offset, long Size, long Count, long Shift);

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
    /// <param name="location">Where it is.</param>
    /// <returns>False where the tail holds no end record.</returns>
    /// <exception cref="InvalidDataException">The end record is not consistent with the file's length, or is of a part of a split archive.</exception>
    public static bool TryLocate(ReadOnlySpan<byte> tail, long fileLength, out ZipDirectoryLocation location)
    {
        location = default;
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            var end = tail[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndSignature
                && BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) <= end.Length - EndSize)
            {
                location = Locate(tail, at, fileLength);
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads all members.</summary>
    /// <param name="directory">The bytes of the central directory.</param>
    /// <param name="location">What <see cref="TryLocate"/> found.</param>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static ZipEntry[] Read(ReadOnlySpan<byte> directory, ZipDirectoryLocation location)
    {
        if (location.Count > directory.Length / EntrySize)
        {
            throw new InvalidDataException("The central directory is shorter than its number of members.");
        }

        var entries = new ZipEntry[(int)location.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            if (directory.Length < EntrySize || BinaryPrimitives.ReadUInt32LittleEndian(directory) != EntrySignature)
            {
                throw new InvalidDataException("Bad magic number for central directory.");
            }

            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            var total = EntrySize + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (total > directory.Length)
            {
                throw new InvalidDataException("A member of the central directory is cut short.");
            }

            entries[i] = ReadEntry(directory[..total], nameLength, extraLength, location.Shift);
            directory = directory[total..];
        }

        return entries;
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
            // The record stands right before its locator: reading it there needs no second range, and holds where something stands in front of the archive.
            var at64 = at - LocatorSize - End64Size;
            if (at64 < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail[at64..]) != End64Signature)
            {
                throw new InvalidDataException("Corrupt zip64 end of central directory.");
            }

            var end64 = tail[at64..];
            count = ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end64[32..]));
            size = ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end64[40..]));
            offset = ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(end64[48..]));
            endAt -= LocatorSize + End64Size;
        }
        else if (BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(end[6..]) != 0)
        {
            throw new InvalidDataException("Zip files that span several disks are not supported.");
        }

        var shift = endAt - size - offset;
        return shift >= 0 && size <= endAt ? new(offset + shift, size, count, shift) : throw new InvalidDataException("Bad offset for central directory.");
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> entry, int nameLength, int extraLength, long shift)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        var extra = entry.Slice(EntrySize + nameLength, extraLength);
        if (packed == uint.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
        {
            ReadZip64(extra, ref size, ref packed, ref offset);
        }

        // As Python reads it: the upper half of the attributes is a Unix mode whatever system made the archive.
        return new(
            ZipNames.ToUtf8(entry.Slice(EntrySize, nameLength), (flags & 0x800) != 0),
            flags,
            (ZipMethod)BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            packed,
            size,
            offset + shift,
            BinaryPrimitives.ReadUInt16LittleEndian(entry[40..]));
    }

    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var field = extra.Slice(4, length);
                Take(ref field, ref size);
                Take(ref field, ref packed);
                Take(ref field, ref offset);
                return;
            }

            extra = extra[(4 + length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value == uint.MaxValue)
            {
                if (field.Length < 8)
                {
                    throw new InvalidDataException("Corrupt zip64 extra field.");
                }

                value = ToInt64(BinaryPrimitives.ReadUInt64LittleEndian(field));
                field = field[8..];
            }
        }
    }

    private static long ToInt64(ulong value) => value <= long.MaxValue >> 1 ? (long)value : throw new InvalidDataException("A zip64 number is too large.");
}
