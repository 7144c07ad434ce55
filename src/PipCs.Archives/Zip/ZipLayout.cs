using System.Buffers.Binary;

namespace PipCs.Archives.Zip;

/// <summary>A member's local header with its name in UTF-8.</summary>
/// <param name="Header">The header, with the sizes of zip64.</param>
/// <param name="Name">The name.</param>
public readonly record struct ZipLocalMember(ZipLocalHeader Header, ReadOnlyMemory<byte> Name);

/// <summary>
/// Checks that a ZIP archive can be read in only one way: the members of its central directory follow each other without gap
/// or overlap from the first byte to the central directory, and each local header agrees with the central directory. A program that reads
/// from the front and one that reads from the end then unpack the same files.
/// </summary>
/// <param name="entries">The members of the central directory.</param>
/// <param name="location">The place of the central directory.</param>
/// <param name="readLocal">Reads the local header at an offset; its first argument is the number of members before it. Null where there is none.</param>
/// <param name="readAt">Reads bytes at an offset, and returns their number.</param>
public sealed class ZipLayout(ZipEntry[] entries, ZipDirectoryLocation location, Func<int, long, ZipLocalMember?> readLocal, ZipLayout.ReadAt readAt)
{
    private const uint DescriptorSignature = 0x08074b50;

    /// <summary>Reads bytes at an offset.</summary>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="offset">The offset in the archive.</param>
    public delegate int ReadAt(Span<byte> buffer, long offset);

    /// <summary>Compares a member's two headers.</summary>
    /// <param name="entry">The member, of the central directory.</param>
    /// <param name="header">Its local header, with the sizes of zip64.</param>
    /// <param name="name">The name in the local header, in UTF-8.</param>
    /// <exception cref="ZipConflictException">They disagree.</exception>
    public static void CheckHeader(in ZipEntry entry, in ZipLocalHeader header, ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(entry.NameBytes.Span))
        {
            throw Conflict(entry, $"the name is '{ZipNames.Show(entry.NameBytes.Span)}'", $"it is '{ZipNames.Show(name)}'");
        }

        if (header.Method != entry.Method)
        {
            throw Conflict(entry, $"the method is {(int)entry.Method}", $"it is {(int)header.Method}");
        }

        if (((header.Flags ^ entry.Flags) & ZipFlags.Meaningful) != 0)
        {
            throw Conflict(entry, $"the flags are {entry.Flags:x4}", $"they are {header.Flags:x4}");
        }

        if (!Agrees(header, header.Size, entry.Size))
        {
            throw Conflict(entry, $"the size is {entry.Size}", $"it is {header.Size}");
        }

        if (!Agrees(header, header.PackedSize, entry.PackedSize))
        {
            throw Conflict(entry, $"the packed size is {entry.PackedSize}", $"it is {header.PackedSize}");
        }

        if (!Agrees(header, header.Crc, entry.Crc))
        {
            throw Conflict(entry, $"the CRC-32 is {entry.Crc:x8}", $"it is {header.Crc:x8}");
        }
    }

    /// <summary>Checks the archive.</summary>
    /// <returns>The members in the order of the archive, as positions in the central directory; null where the central directory has the same order.</returns>
    /// <exception cref="InvalidDataException">A member has no local header.</exception>
    /// <exception cref="ZipConflictException">The archive can be read in more than one way.</exception>
    public int[]? Check()
    {
        var order = Order();
        long position = 0;
        for (var rank = 0; rank < entries.Length; rank++)
        {
            ref readonly var entry = ref entries[order is null ? rank : order[rank]];
            if (entry.HeaderOffset != position)
            {
                throw Displaced(rank, order, position);
            }

            var local = readLocal(rank, position) ?? throw new InvalidDataException($"Bad magic number for file header of '{ZipNames.Show(entry.NameBytes.Span)}'.");
            CheckHeader(entry, local.Header, local.Name.Span);
            position += local.Header.Length + entry.PackedSize;
            if (local.Header.HasDescriptor)
            {
                var next = rank + 1 == entries.Length ? location.Offset : entries[order is null ? rank + 1 : order[rank + 1]].HeaderOffset;
                position += DescriptorLength(entry, position, next - position);
            }
        }

        return position == location.Offset ? order : throw Displaced(entries.Length, order, position);
    }

    /// <summary>Whether a number of a local header is that of the central directory. Where a descriptor follows, the header may leave it open.</summary>
    private static bool Agrees(in ZipLocalHeader header, long local, long central)
        => local == central || (header.HasDescriptor && local is 0 or uint.MaxValue);

    private static ZipConflictException Conflict(in ZipEntry entry, string central, string local)
        => new($"in the central directory {central}, in the local header of the member at {entry.HeaderOffset} {local}");

    /// <summary>The length of the data descriptor: with or without signature, with sizes of four or eight bytes. It must agree with the central directory and end at the start of the next part.</summary>
    private long DescriptorLength(in ZipEntry entry, long position, long length)
    {
        if (length is 12 or 16 or 20 or 24)
        {
            Span<byte> buffer = stackalloc byte[24];
            var bytes = buffer[..readAt(buffer[..(int)length], position)];
            if (bytes.Length is 16 or 24 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == DescriptorSignature)
            {
                bytes = bytes[4..];
            }

            if (bytes.Length == 12 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == entry.Crc
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == entry.PackedSize && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == entry.Size)
            {
                return length;
            }

            if (bytes.Length == 20 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == entry.Crc
                && BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]) == (ulong)entry.PackedSize && BinaryPrimitives.ReadUInt64LittleEndian(bytes[12..]) == (ulong)entry.Size)
            {
                return length;
            }
        }

        throw new ZipConflictException($"the data descriptor behind '{ZipNames.Show(entry.NameBytes.Span)}' is not there, or disagrees with the central directory, or bytes that belong to no member follow it");
    }

    /// <summary>The exception for a member, or the central directory after the last member, that is not where it should begin.</summary>
    private ZipConflictException Displaced(int rank, int[]? order, long position)
    {
        var isEnd = rank == entries.Length;
        var offset = isEnd ? location.Offset : entries[order is null ? rank : order[rank]].HeaderOffset;
        var what = isEnd ? "the central directory" : $"'{NameAt(rank)}'";
        if (offset < position)
        {
            return new(rank == 0 ? $"{what} begins before the archive" : $"'{NameAt(rank - 1)}' and {what} overlap");
        }

        return readLocal(rank, position) is { } hidden
            ? new($"it holds a member '{ZipNames.Show(hidden.Name.Span)}' at {position} that its central directory does not list")
            : new($"{offset - position} bytes at {position}, in front of {what}, belong to no member");

        string NameAt(int i) => ZipNames.Show(entries[order is null ? i : order[i]].NameBytes.Span);
    }

    private int[]? Order()
    {
        var i = 1;
        while (i < entries.Length && entries[i].HeaderOffset >= entries[i - 1].HeaderOffset)
        {
            i++;
        }

        if (i >= entries.Length)
        {
            return null;
        }

        var order = new int[entries.Length];
        var offsets = new long[entries.Length];
        for (var at = 0; at < order.Length; at++)
        {
            (order[at], offsets[at]) = (at, entries[at].HeaderOffset);
        }

        Array.Sort(offsets, order);
        return order;
    }
}
