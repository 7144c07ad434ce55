using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PipCs.Standards.Names;

namespace PipCs.Index.Metadata;

/// <summary>Reads bytes of a wheel at a place; the whole length where it is there.</summary>
internal delegate ValueTask<ReadOnlyMemory<byte>> ReadRange(long offset, int length, CancellationToken cancellationToken);

/// <summary>
/// Finds the METADATA of a wheel from its end on: the end record, the central directory, the one member
/// (APPNOTE.TXT 4.3, 4.5.3). Everything it reads is checked against the length.
/// </summary>
internal static class WheelTail
{
    /// <summary>How much of the end is read first: enough for the directory of most wheels.</summary>
    internal const int FirstRead = 16 * 1024;
    private const int EndSize = 22;
    private const int MemberSize = 30;
    private const int LargestMetadata = 64 * 1024 * 1024;

    /// <summary>Reads the METADATA document.</summary>
    /// <exception cref="InvalidDataException">It is no wheel, or has not exactly one <c>.dist-info</c> of the project.</exception>
    internal static async ValueTask<byte[]> ReadMetadataAsync(ProjectName project, long length, ReadRange read, CancellationToken cancellationToken)
    {
        var tail = await read(Math.Max(0, length - FirstRead), (int)Math.Min(length, FirstRead), cancellationToken).ConfigureAwait(false);
        var (offset, size) = FindDirectory(tail.Span, length);
        if (size is < 0 or > LargestMetadata || offset < 0 || offset + size > length)
        {
            throw new InvalidDataException("the central directory lies outside the file");
        }

        var start = length - tail.Length;
        var directory = offset >= start ? tail.Slice((int)(offset - start), (int)size) : await read(offset, (int)size, cancellationToken).ConfigureAwait(false);
        var member = FindMetadata(directory.Span, project);
        return await ReadMemberAsync(member, length, start, tail, read, cancellationToken).ConfigureAwait(false);
    }

    private static (long Offset, long Size) FindDirectory(ReadOnlySpan<byte> tail, long length)
    {
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            if (tail[at] != 'P' || BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) != 0x06054b50)
            {
                continue;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(tail[(at + 12)..]);
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail[(at + 16)..]);
            if (offset != uint.MaxValue && size != uint.MaxValue)
            {
                return (offset, size);
            }

            // ZIP64: a locator of 20 bytes in front points at the wide record.
            if (at >= 20 && BinaryPrimitives.ReadUInt32LittleEndian(tail[(at - 20)..]) == 0x07064b50)
            {
                var wide = BinaryPrimitives.ReadInt64LittleEndian(tail[(at - 12)..]) - (length - tail.Length);
                if (wide >= 0 && wide + 56 <= tail.Length)
                {
                    return (BinaryPrimitives.ReadInt64LittleEndian(tail[((int)wide + 48)..]), BinaryPrimitives.ReadInt64LittleEndian(tail[((int)wide + 40)..]));
                }
            }
        }

        throw new InvalidDataException("the end of the central directory is missing");
    }

    private static Member FindMetadata(ReadOnlySpan<byte> directory, ProjectName project)
    {
        Member? found = null;
        while (directory.Length >= 46 && BinaryPrimitives.ReadUInt32LittleEndian(directory) == 0x02014b50)
        {
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            var total = 46 + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (total > directory.Length)
            {
                break;
            }

            var name = directory.Slice(46, nameLength);
            if (name.EndsWith(".dist-info/METADATA"u8) && name.IndexOf((byte)'/') == nameLength - "/METADATA".Length && IsOf(name, project))
            {
                if (found is not null)
                {
                    throw new InvalidDataException("multiple .dist-info directories found");
                }

                found = Read(directory, directory.Slice(46 + nameLength, extraLength), nameLength);
            }

            directory = directory[total..];
        }

        return found ?? throw new InvalidDataException($".dist-info directory with METADATA not found for {project.Value}");
    }

    private static bool IsOf(ReadOnlySpan<byte> name, ProjectName project)
    {
        var text = Encoding.UTF8.GetString(name[..name.IndexOf((byte)'/')]);
        return ProjectName.Normalize(text).Value.StartsWith(project.Value, StringComparison.Ordinal);
    }

    private static Member Read(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra, int nameLength)
    {
        var method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1 && extra.Length >= 4 + length)
            {
                var wide = extra.Slice(4, length);
                size = Wide(size, ref wide);
                compressed = Wide(compressed, ref wide);
                offset = Wide(offset, ref wide);
                break;
            }

            extra = extra[Math.Min(extra.Length, 4 + length)..];
        }

        return new Member(offset, compressed, size, method, nameLength);
    }

    private static long Wide(long narrow, ref ReadOnlySpan<byte> wide)
    {
        if (narrow != uint.MaxValue || wide.Length < 8)
        {
            return narrow;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return value;
    }

    private static async ValueTask<byte[]> ReadMemberAsync(Member member, long length, long tailStart, ReadOnlyMemory<byte> tail, ReadRange read, CancellationToken cancellationToken)
    {
        // The local header's extra field may be longer than the directory's: room for it, and a second look where it was not enough.
        var wanted = MemberSize + member.NameLength + 512 + member.Compressed;
        if (member.Compressed is < 0 or > LargestMetadata || member.Size is < 0 or > LargestMetadata || member.Offset < 0 || member.Offset + MemberSize > length)
        {
            throw new InvalidDataException("METADATA lies outside the file");
        }

        var available = (int)Math.Min(wanted, length - member.Offset);
        var bytes = member.Offset >= tailStart ? tail[(int)(member.Offset - tailStart)..] : await read(member.Offset, available, cancellationToken).ConfigureAwait(false);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) != 0x04034b50)
        {
            throw new InvalidDataException("METADATA has no local header");
        }

        var data = MemberSize + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[28..]);
        if (data + member.Compressed > bytes.Length)
        {
            if (member.Offset + data + member.Compressed > length)
            {
                throw new InvalidDataException("METADATA lies outside the file");
            }

            bytes = await read(member.Offset + data, (int)member.Compressed, cancellationToken).ConfigureAwait(false);
            data = 0;
        }

        return Inflate(bytes.Slice(data, (int)member.Compressed), member);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> compressed, Member member)
    {
        switch (member.Method)
        {
            case 0:
                return compressed.ToArray();
            case 8:
                var document = new byte[member.Size];
                using (var inflater = new DeflateStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress))
                {
                    inflater.ReadExactly(document);
                }

                return document;
            default:
                throw new InvalidDataException($"METADATA is compressed by method {member.Method}");
        }
    }

    private sealed record Member(long Offset, long Compressed, long Size, int Method, int NameLength);
}
