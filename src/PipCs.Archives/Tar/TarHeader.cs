using System.Buffers.Binary;

namespace PipCs.Archives.Tar;

/// <summary>One header block of 512 bytes: ustar (POSIX.1-2017), GNU and the format before both.</summary>
internal readonly ref struct TarHeader
{
    internal const int BlockLength = 512;

    private readonly ReadOnlySpan<byte> _block;

    private TarHeader(ReadOnlySpan<byte> block) => _block = block;

    internal byte Type => _block[156];

    /// <summary>The member's name as this block has it; extended headers may give another.</summary>
    internal byte[] Name
    {
        get
        {
            var name = Text(_block[..100]);
            var prefix = Text(_block.Slice(345, 155));
            // GNU's own types use the place of the prefix for other fields.
            return prefix.IsEmpty || Type is TarType.GnuLongName or TarType.GnuLongLink or TarType.GnuSparse ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    internal ReadOnlySpan<byte> LinkTarget => Text(_block.Slice(157, 100));

    internal int Mode => (int)(Number(_block.Slice(100, 8)) & 0xFFF);

    internal long Size => Number(_block.Slice(124, 12)) is >= 0 and var size ? size : throw new InvalidDataException("invalid header");

    internal long ModificationTime => Number(_block.Slice(136, 12));

    /// <summary>The first four pieces of a GNU sparse file: offset and length, 12 bytes each.</summary>
    internal ReadOnlySpan<byte> SparsePieces => _block.Slice(386, 96);

    internal bool HasMoreSparsePieces => _block[482] != 0;

    internal long SparseSize => Number(_block.Slice(483, 12));

    /// <summary>Reads a block, and checks its sum.</summary>
    /// <exception cref="InvalidDataException">The sum is another, or a field holds no number.</exception>
    internal static TarHeader Read(ReadOnlySpan<byte> block)
    {
        var stated = Number(block.Slice(148, 8));
        // The field itself counts as spaces. Some old programs added signed bytes.
        long unsigned = 8 * ' ', signed = 8 * ' ';
        for (var i = 0; i < BlockLength; i++)
        {
            if (i is < 148 or >= 156)
            {
                unsigned += block[i];
                signed += (sbyte)block[i];
            }
        }

        if (stated != unsigned && stated != signed)
        {
            throw new InvalidDataException("bad checksum");
        }

        // Owner, group and device are not used, but an invalid number there shows that this is no header.
        _ = Number(block.Slice(108, 8));
        _ = Number(block.Slice(116, 8));
        _ = Number(block.Slice(329, 8));
        _ = Number(block.Slice(337, 8));
        return new(block);
    }

    /// <summary>A number: octal digits between spaces and zero bytes, or GNU's base 256 where the first bit is set.</summary>
    /// <exception cref="InvalidDataException">It is neither, or too large.</exception>
    internal static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80 or 0xFF)
        {
            // Two's complement. A number of more than 64 bits is neither a size nor a time.
            long binary = field[0] == 0x80 ? 0 : -1;
            foreach (var part in field[1..])
            {
                binary = binary is >= -(1L << 54) and < 1L << 54 ? (binary << 8) | part : throw Invalid();
            }

            return binary;
        }

        long value = 0;
        foreach (var digit in Text(field).Trim((byte)' '))
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) | (long)(digit - '0') : throw Invalid();
        }

        return value;

        static InvalidDataException Invalid() => new("invalid header");
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;
}
