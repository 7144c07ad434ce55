using System.Numerics;

namespace PipCs.Resolution.Solving;

/// <summary>
/// Sets of positions of one package, as words of 64 bits. Position 0 means that the package is not chosen; the others are the package's versions,
/// ascending. A set never changes once it has been shared.
/// </summary>
internal static class Positions
{
    /// <summary>The position that means that the package is not chosen.</summary>
    internal const int Absent = 0;

    /// <summary>The number of words up to which a temporary set lies on the stack.</summary>
    internal const int FewWords = 32;

    internal static int WordsFor(int count) => (count + 63) >> 6;

    internal static bool Contains(ReadOnlySpan<ulong> set, int position) => (set[position >> 6] >> (position & 63) & 1) != 0;

    internal static void Add(ulong[] set, int position) => set[position >> 6] |= 1UL << (position & 63);

    internal static void Remove(ulong[] set, int position) => set[position >> 6] &= ~(1UL << (position & 63));

    internal static void AddRange(ulong[] set, int first, int end)
    {
        while (first < end)
        {
            int word = first >> 6;
            int stop = Math.Min(end, (word + 1) << 6);
            int length = stop - first;
            ulong bits = length == 64 ? ulong.MaxValue : ((1UL << length) - 1) << (first & 63);
            set[word] |= bits;
            first = stop;
        }
    }

    internal static ulong[] Of(int words, int position)
    {
        var set = new ulong[words];
        Add(set, position);
        return set;
    }

    internal static bool IsEmpty(ulong[] set)
    {
        foreach (ulong word in set)
        {
            if (word != 0)
            {
                return false;
            }
        }

        return true;
    }

    internal static bool Intersects(ulong[] left, ulong[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if ((left[i] & right[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsSubset(ulong[] inner, ulong[] outer)
    {
        for (int i = 0; i < inner.Length; i++)
        {
            if ((inner[i] & ~outer[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A position of the first set that is not in the second, or -1.</summary>
    internal static int FirstOutside(ulong[] inner, ulong[] outer)
    {
        for (int i = 0; i < inner.Length; i++)
        {
            ulong rest = inner[i] & ~outer[i];
            if (rest != 0)
            {
                return (i << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return -1;
    }

    internal static bool AreEqual(ulong[] left, ulong[] right) => left == right || left.AsSpan().SequenceEqual(right);

    internal static ulong[] Intersection(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var result = new ulong[left.Length];
        Intersect(left, right, result);
        return result;
    }

    /// <summary>Writes the intersection of two sets into a third, which may be one of the two.</summary>
    internal static void Intersect(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] & right[i];
        }
    }

    internal static ulong[] Union(ulong[] left, ulong[] right)
    {
        var result = new ulong[left.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] | right[i];
        }

        return result;
    }

    internal static ulong[] Difference(ulong[] left, ulong[] right)
    {
        var result = new ulong[left.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] & ~right[i];
        }

        return result;
    }

    /// <summary>The highest position of the set that is below the limit, or -1.</summary>
    internal static int HighestBelow(ReadOnlySpan<ulong> set, int limit)
    {
        int index = limit >> 6;
        ulong mask = (1UL << (limit & 63)) - 1;
        if (index >= set.Length)
        {
            index = set.Length - 1;
            mask = ulong.MaxValue;
        }

        for (; index >= 0; index--, mask = ulong.MaxValue)
        {
            ulong word = set[index] & mask;
            if (word != 0)
            {
                return (index << 6) + 63 - BitOperations.LeadingZeroCount(word);
            }
        }

        return -1;
    }

    internal static int Count(ulong[] set)
    {
        int count = 0;
        foreach (ulong word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}
