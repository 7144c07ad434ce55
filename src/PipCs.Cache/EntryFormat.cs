using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipCs.Cache;

/// <summary>
/// The format of an entry's file: magic 4 bytes, the bucket's format version 4, payload length 8, XxHash3 of
/// the payload 8, all little-endian, then the payload. Any other file is no entry.
/// </summary>
internal static class EntryFormat
{
    internal const int HeaderSize = 24;
    private const uint Magic = 0x53435045; // "EPCS"

    internal static bool IsValid(ReadOnlySpan<byte> file, uint version)
        => file.Length >= HeaderSize
        && BinaryPrimitives.ReadUInt32LittleEndian(file) == Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) == version
        && BinaryPrimitives.ReadUInt64LittleEndian(file[8..]) == (ulong)(file.Length - HeaderSize)
        && BinaryPrimitives.ReadUInt64LittleEndian(file[16..]) == XxHash3.HashToUInt64(file[HeaderSize..]);

    /// <summary>The header of an entry whose payload is given in two parts, followed by the first part.</summary>
    internal static byte[] Head(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, uint version)
    {
        var head = new byte[HeaderSize + first.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), version);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(8), (ulong)first.Length + (ulong)rest.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(16), Checksum(first, rest));
        first.CopyTo(head.AsSpan(HeaderSize));
        return head;
    }

    private static ulong Checksum(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        if (first.IsEmpty)
        {
            return XxHash3.HashToUInt64(rest);
        }

        var hash = new XxHash3();
        hash.Append(first);
        hash.Append(rest);
        return hash.GetCurrentHashAsUInt64();
    }
}
