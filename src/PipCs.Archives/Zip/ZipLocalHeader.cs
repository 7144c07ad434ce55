using System.Buffers.Binary;

namespace PipCs.Archives.Zip;

/// <summary>The header in front of a member's bytes (APPNOTE 4.3.7).</summary>
/// <param name="Flags">The general purpose bits.</param>
/// <param name="Method">How the member is packed.</param>
/// <param name="Crc">The CRC-32 of the content; 0 where it follows the bytes.</param>
/// <param name="PackedSize">The size in the archive; 0 where it follows the bytes.</param>
/// <param name="Size">The size of the content; 0 where it follows the bytes.</param>
/// <param name="NameLength">The length of the name after the header.</param>
/// <param name="ExtraLength">The length of the extra fields after the name.</param>
public readonly record struct ZipLocalHeader(ushort Flags, ZipMethod Method, uint Crc, long PackedSize, long Size, int NameLength, int ExtraLength)
{
    /// <summary>The length of its fixed part.</summary>
    public const int FixedLength = 30;

    private const uint Signature = 0x04034b50;

    /// <summary>The length of the whole header, after which the member's bytes begin.</summary>
    public int Length => FixedLength + NameLength + ExtraLength;

    /// <summary>Whether CRC-32 and sizes follow the member's bytes (a data descriptor, APPNOTE 4.3.9).</summary>
    public bool HasDescriptor => (Flags & ZipFlags.Descriptor) != 0;

    /// <summary>Whether the member can be read without the central directory: it is not encrypted, its compression is supported, and its sizes come before its bytes.</summary>
    public bool IsComplete => (Flags & (ZipFlags.Encrypted | ZipFlags.Descriptor)) == 0 && Method is (ZipMethod.Stored or ZipMethod.Deflated);

    /// <summary>Reads the fixed part; false where the bytes are no local header.</summary>
    /// <param name="bytes">At least <see cref="FixedLength"/> bytes.</param>
    /// <param name="header">The header, still without zip64's sizes.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ZipLocalHeader header)
    {
        if (bytes.Length < FixedLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Signature)
        {
            header = default;
            return false;
        }

        header = new(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
            (ZipMethod)BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]));
        return true;
    }

    /// <summary>The name in UTF-8, in the same form as <see cref="ZipEntry.NameBytes"/>.</summary>
    /// <param name="bytes">The whole header.</param>
    /// <exception cref="InvalidDataException">It is not valid UTF-8.</exception>
    public ReadOnlySpan<byte> ReadName(ReadOnlySpan<byte> bytes) => ZipNames.ToUtf8(bytes.Slice(FixedLength, NameLength), (Flags & ZipFlags.Utf8) != 0);

    /// <summary>Reads the extra fields: gives the header with the sizes of zip64.</summary>
    /// <param name="bytes">The whole header.</param>
    /// <exception cref="InvalidDataException">They are cut short.</exception>
    /// <exception cref="ZipConflictException">They contradict the header.</exception>
    public ZipLocalHeader ReadExtraFields(ReadOnlySpan<byte> bytes)
    {
        if (ExtraLength == 0)
        {
            return this;
        }

        var (size, packed, offset) = (Size, PackedSize, 0L);
        ZipExtraFields.Read(bytes.Slice(FixedLength + NameLength, ExtraLength), bytes.Slice(FixedLength, NameLength), ref size, ref packed, ref offset, isSizeKnown: !HasDescriptor);
        return this with { Size = size, PackedSize = packed };
    }
}
