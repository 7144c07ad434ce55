using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipCs.Cache;

/// <summary>
/// How an entry lies in its file: magic 4 bytes, the bucket's format version 4, payload length 8, XxHash3 of
/// the payload 8, all little-endian, then the payload. Whatever does not fit this to the byte is no entry.
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

    internal static byte[] Wrap(ReadOnlySpan<byte> payload, uint version)
    {
        var file = GC.AllocateUninitializedArray<byte>(HeaderSize + payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), version);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(8), (ulong)payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(16), XxHash3.HashToUInt64(payload));
        payload.CopyTo(file.AsSpan(HeaderSize));
        return file;
    }
}
