using System.Globalization;
using System.Text;

namespace PipCs.Archives.Tar;

/// <summary>The positions of the stored pieces of a sparse file in its content; everything between them is zero.</summary>
internal sealed class SparseMap
{
    private const int LargestCount = 1_000_000;

    private readonly List<(long Offset, long Length)> _pieces;
    private int _next;

    private SparseMap(List<(long Offset, long Length)> pieces, long size)
    {
        long end = 0, stored = 0;
        foreach (var (offset, length) in pieces)
        {
            if (offset < end || length > size - offset)
            {
                throw new InvalidDataException("the pieces of a sparse file overlap or pass its end");
            }

            end = offset + length;
            stored += length;
        }

        _pieces = pieces;
        Size = size;
        StoredLength = stored;
    }

    /// <summary>The content's length in bytes.</summary>
    internal long Size { get; }

    /// <summary>How many bytes of the content the archive holds.</summary>
    internal long StoredLength { get; }

    /// <summary>Makes a map from numbers in pairs: offset, length.</summary>
    /// <exception cref="InvalidDataException">The pieces overlap, pass the end, or are too many.</exception>
    internal static SparseMap FromNumbers(IReadOnlyList<long> numbers, long size)
    {
        if (numbers.Count % 2 != 0 || numbers.Count / 2 > LargestCount)
        {
            throw new InvalidDataException("invalid map of a sparse file");
        }

        var pieces = new List<(long, long)>(numbers.Count / 2);
        for (var i = 0; i < numbers.Count; i += 2)
        {
            // GNU tar ends a map by a piece without length.
            if (numbers[i + 1] != 0)
            {
                pieces.Add((numbers[i], numbers[i + 1]));
            }
        }

        return new(pieces, size);
    }

    /// <summary>Reads the numbers of one old GNU block: offset and length, 12 bytes each.</summary>
    internal static void AddPieces(ReadOnlySpan<byte> block, List<long> numbers)
    {
        for (; block.Length >= 24 && block[0] != 0; block = block[24..])
        {
            numbers.Add(TarHeader.Number(block[..12]));
            numbers.Add(TarHeader.Number(block.Slice(12, 12)));
        }

        if (numbers.Count / 2 > LargestCount)
        {
            throw new InvalidDataException("invalid map of a sparse file");
        }
    }

    /// <summary>Reads the map that begins the content in format 1.0: decimal lines, the first of which counts the pieces, filled up to whole blocks.</summary>
    /// <param name="readBlock">Gives the next block of the content.</param>
    /// <param name="numbers">Takes the numbers in pairs.</param>
    /// <returns>How many bytes of the content the map took.</returns>
    internal static long ReadFromContent(Func<ReadOnlyMemory<byte>> readBlock, List<long> numbers)
    {
        var line = new StringBuilder();
        long remaining = -1, consumed = 0;
        while (remaining != 0)
        {
            consumed += TarHeader.BlockLength;
            foreach (var symbol in readBlock().Span)
            {
                if (symbol != (byte)'\n')
                {
                    line.Append((char)symbol);
                    continue;
                }

                if (line.Length > 20 || !long.TryParse(line.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    throw new InvalidDataException("invalid map of a sparse file");
                }

                line.Clear();
                if (remaining >= 0)
                {
                    numbers.Add(number);
                    remaining--;
                }
                else if (number > LargestCount)
                {
                    throw new InvalidDataException("invalid map of a sparse file");
                }
                else
                {
                    remaining = 2 * number;
                }

                if (remaining == 0)
                {
                    break;
                }
            }
        }

        return consumed;
    }

    /// <summary>The number of bytes from a position of the content on that are all stored, or all zero.</summary>
    /// <param name="position">It must not decrease from call to call.</param>
    /// <param name="isStored">Whether the archive holds these bytes; they are zero otherwise.</param>
    internal long RunAt(long position, out bool isStored)
    {
        while (_next < _pieces.Count && position >= _pieces[_next].Offset + _pieces[_next].Length)
        {
            _next++;
        }

        if (_next == _pieces.Count)
        {
            isStored = false;
            return Size - position;
        }

        isStored = position >= _pieces[_next].Offset;
        return (isStored ? _pieces[_next].Offset + _pieces[_next].Length : _pieces[_next].Offset) - position;
    }
}
