using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipCs.Archives.Zip;

/// <summary>Reads the extra fields of a member (APPNOTE 4.5). Numbers of zip64 are used; a field that would give the member another size or name is refused.</summary>
internal static class ZipExtraFields
{
    private const ushort Zip64 = 1;
    private const ushort UnicodePath = 0x7075;

    /// <summary>Reads the fields of a central directory or of a local header.</summary>
    /// <param name="extra">The fields.</param>
    /// <param name="name">The member's name as the header has it.</param>
    /// <param name="size">The size of the content; replaced where zip64 gives it.</param>
    /// <param name="packed">The size in the archive; replaced where zip64 gives it.</param>
    /// <param name="offset">The offset of the local header; replaced where zip64 gives it.</param>
    /// <param name="isSizeKnown">False where only the data descriptor after the member's bytes has the sizes.</param>
    /// <exception cref="InvalidDataException">A necessary field is cut short.</exception>
    /// <exception cref="ZipConflictException">A field contradicts the header, or comes twice.</exception>
    internal static void Read(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name, ref long size, ref long packed, ref long offset, bool isSizeKnown)
    {
        var isZip64Seen = false;
        while (extra.Length >= 4)
        {
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                return;
            }

            var field = extra.Slice(4, length);
            extra = extra[(4 + length)..];
            if (kind == Zip64)
            {
                if (isZip64Seen)
                {
                    throw new ZipConflictException($"the member '{ZipNames.Show(name)}' has two zip64 fields");
                }

                isZip64Seen = true;
                ReadZip64(field, name, ref size, ref packed, ref offset, isSizeKnown);
            }
            else if (kind == UnicodePath && length > 5 && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32.HashToUInt32(name) && !field[5..].SequenceEqual(name))
            {
                throw new ZipConflictException($"the member '{ZipNames.Show(name)}' has the second name '{ZipNames.Show(field[5..])}'");
            }
        }
    }

    /// <summary>A number of zip64 as one that can be added to others.</summary>
    internal static long ToInt64(ulong value) => value <= long.MaxValue >> 1 ? (long)value : throw new InvalidDataException("A zip64 number is too large.");

    private static void ReadZip64(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, ref long size, ref long packed, ref long offset, bool isSizeKnown)
    {
        if (size == uint.MaxValue || packed == uint.MaxValue || offset == uint.MaxValue)
        {
            Take(ref field, ref size);
            Take(ref field, ref packed);
            Take(ref field, ref offset);
        }
        else if (isSizeKnown && field.Length >= 16
            && (BinaryPrimitives.ReadUInt64LittleEndian(field) != (ulong)size || BinaryPrimitives.ReadUInt64LittleEndian(field[8..]) != (ulong)packed))
        {
            // The header does not call for the field, but some programs read it.
            throw new ZipConflictException($"the sizes of the member '{ZipNames.Show(name)}' differ between its header and its zip64 field");
        }
    }

    private static void Take(ref ReadOnlySpan<byte> field, ref long value)
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
