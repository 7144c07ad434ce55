using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipCs.Archives.Deflate;

/// <summary>The position of an <see cref="Inflater"/> in its input and output.</summary>
/// <remarks>The pointers are valid while <see cref="Inflater.TryInflate"/> fixes its spans.</remarks>
internal unsafe struct InflateState
{
    /// <summary>More than one round of the fast loop reads: five refills of eight bytes.</summary>
    internal const int FastInput = 48;

    /// <summary>More bytes than one round of the fast loop writes: three literals, the longest match, and the excess of its last vector.</summary>
    internal const int FastOutput = 3 + 258 + 32;

    internal byte* Input;
    internal byte* InputEnd;
    internal byte* Output;
    internal byte* OutputStart;
    internal byte* OutputEnd;
    internal uint* Literals;
    internal uint* Distances;
    private ulong _bits;
    private int _count;
    private int _missing; // zero bytes that were taken after the end of the input

    /// <summary>Whether no more than the input was used.</summary>
    internal readonly bool IsWithinInput => _count >> 3 >= _missing;

    /// <summary>How many bytes of the input no bit was taken of.</summary>
    internal readonly int Rest => (int)(InputEnd - Input) + (_count >> 3) - _missing;

    /// <summary>Fills the bit buffer to at least 56 bits.</summary>
    internal void Refill()
    {
        while (_count <= 56)
        {
            if (Input < InputEnd)
            {
                _bits |= (ulong)*Input++ << _count;
            }
            else
            {
                _missing++;
            }

            _count += 8;
        }
    }

    internal readonly uint Peek(int count) => (uint)_bits & ((1u << count) - 1);

    internal uint Take(int count)
    {
        var value = Peek(count);
        _bits >>= count;
        _count -= count;
        return value;
    }

    internal bool CopyStored()
    {
        _ = Take(_count & 7);
        Refill();
        var length = Take(16);
        var complement = Take(16);
        if (length != (complement ^ 0xFFFF))
        {
            return false;
        }

        // The whole bytes in the bit buffer are given back to the input.
        var buffered = (_count >> 3) - _missing;
        if (buffered < 0)
        {
            return false;
        }

        Input -= buffered;
        _bits = 0;
        _count = 0;
        _missing = 0;
        if (length > InputEnd - Input || length > OutputEnd - Output)
        {
            return false;
        }

        Unsafe.CopyBlockUnaligned(Output, Input, length);
        Input += length;
        Output += length;
        return true;
    }

    /// <summary>Decodes one block to its end.</summary>
    internal bool Decode(int literalBits, int distanceBits)
    {
        var result = DecodeFast(literalBits, distanceBits);
        return result > 0 || (result == 0 && DecodeSlow(literalBits, distanceBits));
    }

    /// <returns>1: the block ended; 0: input or output are nearly at their end; -1: malformed.</returns>
    private int DecodeFast(int literalBits, int distanceBits)
    {
        var input = Input;
        var output = Output;
        var bits = _bits;
        var count = _count;
        var literals = Literals;
        var literalMask = (1u << literalBits) - 1;
        var distanceMask = (1u << distanceBits) - 1;
        var result = 0;
        if (InputEnd - input < FastInput || OutputEnd - output < FastOutput)
        {
            return 0;
        }

        var lastInput = InputEnd - FastInput;
        var lastOutput = OutputEnd - FastOutput;

        // After a refill there are at least 56 bits. Bits above the count are those of the next bytes, so that putting them again changes nothing.
        bits |= Unsafe.ReadUnaligned<ulong>(input) << count;
        input += (63 - count) >> 3;
        count |= 56;
        var entry = literals[(uint)bits & literalMask];
        while (input <= lastInput && output <= lastOutput)
        {
            // Here the bits were just filled, and the entry looked up: while the last match was copied.
            if ((entry & HuffmanTable.KindMask) == HuffmanTable.KindLiteral)
            {
                bits >>= (int)(entry & 0xFF);
                count -= (int)(entry & 0xFF);
                *output++ = (byte)(entry >> 16);
                entry = literals[(uint)bits & literalMask];
                if ((entry & HuffmanTable.KindMask) == HuffmanTable.KindLiteral)
                {
                    bits >>= (int)(entry & 0xFF);
                    count -= (int)(entry & 0xFF);
                    *output++ = (byte)(entry >> 16);
                    entry = literals[(uint)bits & literalMask];
                    if ((entry & HuffmanTable.KindMask) == HuffmanTable.KindLiteral)
                    {
                        bits >>= (int)(entry & 0xFF);
                        count -= (int)(entry & 0xFF);
                        *output++ = (byte)(entry >> 16);
                        bits |= Unsafe.ReadUnaligned<ulong>(input) << count;
                        input += (63 - count) >> 3;
                        count |= 56;
                        entry = literals[(uint)bits & literalMask];
                        continue;
                    }
                }
            }

            // At most two first-level literals were taken: 22 of 56 bits; 34 are left, a length takes 20.
            if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindBase)
            {
                if ((entry & HuffmanTable.KindMask) == HuffmanTable.KindSecondLevel)
                {
                    bits >>= literalBits;
                    count -= literalBits;
                    entry = literals[(entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 15)) - 1))];
                }

                var kind = entry & HuffmanTable.KindMask;
                if (kind == HuffmanTable.KindLiteral)
                {
                    bits >>= (int)(entry & 0xFF);
                    count -= (int)(entry & 0xFF);
                    *output++ = (byte)(entry >> 16);
                    bits |= Unsafe.ReadUnaligned<ulong>(input) << count;
                    input += (63 - count) >> 3;
                    count |= 56;
                    entry = literals[(uint)bits & literalMask];
                    continue;
                }

                if (kind == HuffmanTable.KindEnd)
                {
                    bits >>= (int)(entry & 0xFF);
                    count -= (int)(entry & 0xFF);
                    result = 1;
                    break;
                }

                if (kind != HuffmanTable.KindBase)
                {
                    return -1;
                }
            }

            var taken = (int)(entry & 0xFF);
            var length = (int)((entry >> 16) + (((uint)bits & ((1u << taken) - 1)) >> (int)((entry >> 8) & 15)));
            bits >>= taken;
            count -= taken;

            // A distance takes 28 bits at most.
            bits |= Unsafe.ReadUnaligned<ulong>(input) << count;
            input += (63 - count) >> 3;
            count |= 56;
            entry = Distances[(uint)bits & distanceMask];
            if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindBase)
            {
                if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindSecondLevel)
                {
                    return -1;
                }

                bits >>= distanceBits;
                count -= distanceBits;
                entry = Distances[(entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 15)) - 1))];
                if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindBase)
                {
                    return -1;
                }
            }

            taken = (int)(entry & 0xFF);
            var distance = (int)((entry >> 16) + (((uint)bits & ((1u << taken) - 1)) >> (int)((entry >> 8) & 15)));
            bits >>= taken;
            count -= taken;
            if (distance > output - OutputStart)
            {
                return -1;
            }

            bits |= Unsafe.ReadUnaligned<ulong>(input) << count;
            input += (63 - count) >> 3;
            count |= 56;
            entry = literals[(uint)bits & literalMask];
            if (distance >= 16 && length <= 32)
            {
                Vector128.Store(Vector128.Load(output - distance), output);
                if (length > 16)
                {
                    Vector128.Store(Vector128.Load(output - distance + 16), output + 16);
                }
            }
            else
            {
                CopyMatch(output, distance, length);
            }

            output += length;
        }

        // The whole bytes in the bit buffer are given back, because the slow loop counts exactly.
        Input = input;
        Output = output;
        _count = count;
        _bits = count == 64 ? bits : bits & ((1UL << count) - 1);
        return result;
    }

    private static void CopyMatch(byte* output, int distance, int length)
    {
        var source = output - distance;
        var end = output + length;
        if (distance >= 16)
        {
            do
            {
                Vector128.Store(Vector128.Load(source), output);
                source += 16;
                output += 16;
            }
            while (output < end);
        }
        else if (distance == 1)
        {
            var fill = Vector128.Create(*source);
            do
            {
                Vector128.Store(fill, output);
                output += 16;
            }
            while (output < end);
        }
        else if (distance >= 8)
        {
            do
            {
                Unsafe.WriteUnaligned(output, Unsafe.ReadUnaligned<ulong>(source));
                source += 8;
                output += 8;
            }
            while (output < end);
        }
        else
        {
            do
            {
                *output++ = *source++;
            }
            while (output < end);
        }
    }

    private bool DecodeSlow(int literalBits, int distanceBits)
    {
        while (true)
        {
            Refill();
            if (_missing > 16)
            {
                return false;
            }

            var entry = TakeEntry(Literals, literalBits);
            switch (entry & HuffmanTable.KindMask)
            {
                case HuffmanTable.KindLiteral:
                    _ = Take((int)(entry & 0xFF));
                    if (Output == OutputEnd)
                    {
                        return false;
                    }

                    *Output++ = (byte)(entry >> 16);
                    continue;
                case HuffmanTable.KindEnd:
                    _ = Take((int)(entry & 0xFF));
                    return true;
                case HuffmanTable.KindBase:
                    break;
                default:
                    return false;
            }

            var length = TakeValue(entry);
            Refill();
            entry = TakeEntry(Distances, distanceBits);
            if ((entry & HuffmanTable.KindMask) != HuffmanTable.KindBase)
            {
                return false;
            }

            var distance = TakeValue(entry);
            if (distance > Output - OutputStart || length > OutputEnd - Output)
            {
                return false;
            }

            for (var end = Output + length; Output < end; Output++)
            {
                *Output = *(Output - distance);
            }
        }
    }

    private uint TakeEntry(uint* table, int indexBits)
    {
        var entry = table[Peek(indexBits)];
        if ((entry & HuffmanTable.KindMask) == HuffmanTable.KindSecondLevel)
        {
            _ = Take(indexBits);
            entry = table[(entry >> 16) + Peek((int)((entry >> 8) & 15))];
        }

        return entry;
    }

    private int TakeValue(uint entry)
    {
        var skipped = (int)((entry >> 8) & 15);
        return (int)(entry >> 16) + (int)(Take((int)(entry & 0xFF)) >> skipped);
    }
}
