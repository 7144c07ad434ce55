using PipCs.Resolution.Solving;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>
/// Finds the positions that a specifier set admits. Nearly every clause is an interval of sort keys,
/// whose ends are found by halving; the few others ask version by version.
/// </summary>
internal static class SpecifierPositions
{
    /// <summary>The positions admitted; pre-releases are not treated specially.</summary>
    internal static ulong[] Of(SpecifierSet specifier, ProjectVersions versions)
    {
        var result = new ulong[versions.Words];
        int end = versions.VersionCount + 1;
        Positions.AddRange(result, 1, end);
        IReadOnlyList<Specifier> clauses = specifier.Clauses;
        for (int i = 0; i < clauses.Count; i++)
        {
            Specifier clause = clauses[i];
            if (versions.HasAllKeys && clause.TryGetKeyInterval(out ulong first, out ulong last, out bool isOutside))
            {
                int start = FirstNotBelow(versions.Keys, first) + 1;
                int stop = Math.Max(start, FirstNotBelow(versions.Keys, last) + 1);
                if (isOutside)
                {
                    RemoveRange(result, start, stop);
                }
                else
                {
                    RemoveRange(result, 1, start);
                    RemoveRange(result, stop, end);
                }
            }
            else
            {
                Ask(clause, versions, result);
            }
        }

        return result;
    }

    private static void Ask(Specifier clause, ProjectVersions versions, ulong[] result)
    {
        for (int position = 1; position <= versions.VersionCount; position++)
        {
            if (Positions.Contains(result, position) && !clause.Contains(versions.VersionAt(position)))
            {
                Positions.Remove(result, position);
            }
        }
    }

    private static void RemoveRange(ulong[] set, int first, int end)
    {
        while (first < end)
        {
            int word = first >> 6;
            int stop = Math.Min(end, (word + 1) << 6);
            int length = stop - first;
            ulong bits = length == 64 ? ulong.MaxValue : ((1UL << length) - 1) << (first & 63);
            set[word] &= ~bits;
            first = stop;
        }
    }

    private static int FirstNotBelow(ReadOnlySpan<ulong> keys, ulong key)
    {
        int low = 0;
        int high = keys.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (keys[middle] < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
