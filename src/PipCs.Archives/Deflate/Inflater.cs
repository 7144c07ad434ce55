namespace PipCs.Archives.Deflate;

/// <summary>
/// Inflates a whole deflate stream (RFC 1951) from memory to memory, where the size of the content is known. It is
/// faster than a stream's inflate, because it keeps no state for a next call. One instance serves one call at a time.
/// </summary>
/// <remarks>
/// Unsafe code: <see cref="InflateState"/> points into the two spans while they are fixed. The fast loop runs
/// only while <see cref="InflateState.FastInput"/> bytes of input and <see cref="InflateState.FastOutput"/> of output are left, which is more than
/// one round uses; the slow loop checks each byte. Table indices are masked to the tables' sizes.
/// </remarks>
public sealed unsafe class Inflater
{
    private const int LiteralBits = 11;
    private const int DistanceBits = 8;
    private const int LengthBits = 7;

    // The largest table that a complete code of so many symbols needs with a first index of this size (zlib's "enough").
    private readonly HuffmanTable _literals = new(LiteralBits, 2342, DeflateAlphabet.LiteralSymbols);
    private readonly HuffmanTable _distances = new(DistanceBits, 402, DeflateAlphabet.DistanceSymbols);
    private readonly HuffmanTable _lengths = new(LengthBits, 1 << LengthBits, DeflateAlphabet.LengthOrderSymbols);

    /// <summary>Inflates a stream.</summary>
    /// <param name="packed">The deflate stream; bytes after its end are not read.</param>
    /// <param name="content">Gets the content, which must fill it exactly.</param>
    /// <param name="rest">The number of bytes after the stream's end.</param>
    /// <returns>False where the stream is malformed, cut short, or of another size.</returns>
    public bool TryInflate(ReadOnlySpan<byte> packed, Span<byte> content, out int rest)
    {
        rest = 0;
        fixed (byte* input = packed)
        fixed (byte* output = content)
        fixed (uint* literals = _literals.Entries)
        fixed (uint* distances = _distances.Entries)
        {
            var state = new InflateState
            {
                Input = input,
                InputEnd = input + packed.Length,
                Output = output,
                OutputStart = output,
                OutputEnd = output + content.Length,
                Literals = literals,
                Distances = distances,
            };
            bool last;
            do
            {
                state.Refill();
                last = state.Take(1) != 0;
                var good = state.Take(2) switch
                {
                    0 => state.CopyStored(),
                    1 => BuildFixed() && state.Decode(LiteralBits, DistanceBits),
                    2 => TryBuildDynamic(ref state) && state.Decode(LiteralBits, DistanceBits),
                    _ => false,
                };
                if (!good)
                {
                    return false;
                }
            }
            while (!last);
            rest = state.Rest;
            return state.Output == state.OutputEnd && state.IsWithinInput;
        }
    }

    private bool BuildFixed()
    {
        Span<byte> lengths = stackalloc byte[DeflateAlphabet.LiteralSymbols];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        Span<byte> distances = stackalloc byte[DeflateAlphabet.DistanceSymbols];
        distances.Fill(5);
        return _literals.TryBuild(lengths, DeflateAlphabet.Literals) && _distances.TryBuild(distances, DeflateAlphabet.Distances);
    }

    private bool TryBuildDynamic(ref InflateState state)
    {
        var literalCount = (int)state.Take(5) + 257;
        var distanceCount = (int)state.Take(5) + 1;
        var lengthCount = (int)state.Take(4) + 4;
        if (literalCount > 286 || distanceCount > 30)
        {
            return false;
        }

        Span<byte> lengths = stackalloc byte[286 + 30 + 138];
        lengths[..DeflateAlphabet.LengthOrderSymbols].Clear();
        for (var i = 0; i < lengthCount; i++)
        {
            state.Refill();
            lengths[DeflateAlphabet.LengthOrder[i]] = (byte)state.Take(3);
        }

        if (!_lengths.TryBuild(lengths[..DeflateAlphabet.LengthOrderSymbols], DeflateAlphabet.Lengths))
        {
            return false;
        }

        var total = literalCount + distanceCount;
        for (var at = 0; at < total;)
        {
            state.Refill();
            var entry = _lengths.Entries[state.Peek(LengthBits)];
            if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindBase)
            {
                return false;
            }

            _ = state.Take((int)(entry & 0xFF));
            var symbol = (int)(entry >> 16);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && at == 0)
            {
                return false;
            }

            var repeat = symbol switch { 16 => 3 + (int)state.Take(2), 17 => 3 + (int)state.Take(3), _ => 11 + (int)state.Take(7) };
            lengths.Slice(at, repeat).Fill(symbol == 16 ? lengths[at - 1] : (byte)0);
            at += repeat;
            if (at > total)
            {
                return false;
            }
        }

        return lengths[256] != 0
            && _literals.TryBuild(lengths[..literalCount], DeflateAlphabet.Literals)
            && _distances.TryBuild(lengths.Slice(literalCount, distanceCount), DeflateAlphabet.Distances);
    }
}
