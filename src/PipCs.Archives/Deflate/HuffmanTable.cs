namespace PipCs.Archives.Deflate;

/// <summary>
/// A table that decodes one Huffman code of RFC 1951: indexed by the next bits of the input, with second-level tables for
/// codes longer than the first index. An entry is a <see cref="uint"/>: the value in the upper half, the kind in bits 12-14, the
/// code's length in bits 8-11, and in bits 0-7 how many bits it takes with its extra bits.
/// </summary>
/// <remarks>All accesses to the table's array are within its bounds: a code whose second levels would not fit is invalid.</remarks>
internal sealed class HuffmanTable
{
    internal const uint KindMask = 7 << 12;
    internal const uint KindBase = 0;
    internal const uint KindLiteral = 1 << 12;
    internal const uint KindEnd = 2 << 12;
    internal const uint KindSecondLevel = 3 << 12;
    internal const uint KindInvalid = 4 << 12;

    private const int LongestCode = 15;
    private readonly ushort[] _sorted;

    internal HuffmanTable(int indexBits, int capacity, int symbols)
    {
        IndexBits = indexBits;
        Entries = new uint[capacity];
        _sorted = new ushort[symbols];
    }

    internal int IndexBits { get; }

    internal uint[] Entries { get; }

    /// <summary>Builds the table.</summary>
    /// <param name="lengths">The length of each symbol's code; 0 where it has none.</param>
    /// <param name="templates">The meaning of each symbol: value, kind, and the number of extra bits in bits 0-7.</param>
    /// <returns>False where the lengths form no valid code: too many codes, or gaps other than that of a single code.</returns>
    internal bool TryBuild(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> templates)
    {
        Span<int> counts = stackalloc int[LongestCode + 1];
        counts.Clear();
        foreach (var length in lengths)
        {
            counts[length]++;
        }

        var used = lengths.Length - counts[0];
        var left = 1;
        Span<int> starts = stackalloc int[LongestCode + 2];
        starts[1] = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            left = (left << 1) - counts[length];
            starts[length + 1] = starts[length] + counts[length];
            if (left < 0)
            {
                return false;
            }
        }

        if (left > 0)
        {
            if (used > 1 || (used == 1 && counts[1] != 1))
            {
                return false;
            }

            Entries.AsSpan(0, 2).Fill(KindInvalid);
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
            {
                _sorted[starts[lengths[symbol]]++] = (ushort)symbol;
            }
        }

        return Fill(lengths, templates, used);
    }

    /// <summary>
    /// Enters the codes by rising length. The entries so far are valid twice over for each longer length, so that the table is doubled
    /// by one copy and each code is written once.
    /// </summary>
    private bool Fill(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> templates, int used)
    {
        var table = Entries.AsSpan();
        var code = 0;
        var previous = 1;
        var i = 0;
        for (; i < used; i++)
        {
            var symbol = _sorted[i];
            var length = lengths[symbol];
            if (length > IndexBits)
            {
                break;
            }

            for (; previous < length; previous++)
            {
                table[..(1 << previous)].CopyTo(table[(1 << previous)..]);
                code <<= 1;
            }

            table[Reverse(code++, length)] = MakeEntry(templates[symbol], length);
        }

        for (; previous < IndexBits; previous++)
        {
            table[..(1 << previous)].CopyTo(table[(1 << previous)..]);
            code <<= 1;
        }

        return FillSecondLevel(lengths, templates, used, i, code);
    }

    private bool FillSecondLevel(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> templates, int used, int i, int code)
    {
        var previous = IndexBits;
        var next = 1 << IndexBits;
        while (i < used)
        {
            // All codes that share the first index; the last of them is the longest.
            var length = lengths[_sorted[i]];
            code <<= length - previous;
            previous = length;
            var prefix = code >> (length - IndexBits);
            var (end, longest) = FindGroup(lengths, i, used, code, length, prefix);
            var size = 1 << (longest - IndexBits);
            if (next + size > Entries.Length)
            {
                return false;
            }

            Entries[Reverse(prefix, IndexBits)] = ((uint)next << 16) | KindSecondLevel | ((uint)(longest - IndexBits) << 8) | (uint)IndexBits;
            for (; i < end; i++)
            {
                length = lengths[_sorted[i]];
                code <<= length - previous;
                previous = length;
                var rest = length - IndexBits;
                Put(Reverse(code & ((1 << rest) - 1), rest), 1 << rest, size, next, MakeEntry(templates[_sorted[i]], rest));
                code++;
            }

            next += size;
        }

        return true;
    }

    private (int End, int Longest) FindGroup(ReadOnlySpan<byte> lengths, int start, int used, int code, int length, int prefix)
    {
        var longest = length;
        var end = start;
        for (; end < used; end++)
        {
            var current = lengths[_sorted[end]];
            code <<= current - longest;
            if (code >> (current - IndexBits) != prefix)
            {
                break;
            }

            longest = current;
            code++;
        }

        return (end, longest);
    }

    private void Put(int first, int step, int size, int start, uint entry)
    {
        for (var at = first; at < size; at += step)
        {
            Entries[start + at] = entry;
        }
    }

    private static uint MakeEntry(uint template, int length) => template + (uint)((length << 8) | length);

    private static int Reverse(int code, int length)
    {
        code = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
        code = ((code & 0x3333) << 2) | ((code >> 2) & 0x3333);
        code = ((code & 0x0F0F) << 4) | ((code >> 4) & 0x0F0F);
        return (((code & 0xFF) << 8) | (code >> 8)) >> (16 - length);
    }
}
