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
public readonly record struct ZipLocalHeader(ushort Flags, ZipMethod Method, uint Crc, uint PackedSize, uint Size, int NameLength, int ExtraLength)
{
    /// <summary>The length of its fixed part.</summary>
    public const int FixedLength = 30;

    private const uint Signature = 0x04034b50;

    /// <summary>The length of the whole header, after which the member's bytes begin.</summary>
    public int Length => FixedLength + NameLength + ExtraLength;

    /// <summary>
    /// Whether the member can be read before the central directory is there: not encrypted, and its sizes
    /// stand here, neither after its bytes nor in zip64's extra field.
    /// </summary>
    public bool IsComplete => (Flags & 9) == 0 && PackedSize != uint.MaxValue && Size != uint.MaxValue && Method is (ZipMethod.Stored or ZipMethod.Deflated);

    /// <summary>Reads the fixed part; false where no local header stands there.</summary>
    /// <param name="bytes">At least <see cref="FixedLength"/> bytes.</param>
    /// <param name="header">The header.</param>
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
}
