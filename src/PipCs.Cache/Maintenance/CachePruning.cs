using PipCs.Diagnostics;

namespace PipCs.Cache.Maintenance;

/// <summary>What pruning removed.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Bytes">The lengths of their files together.</param>
public readonly record struct PruneResult(int Entries, long Bytes)
{
    /// <summary>Both together.</summary>
    public static PruneResult operator +(PruneResult left, PruneResult right) => new(left.Entries + right.Entries, left.Bytes + right.Bytes);
}

/// <summary>Makes the cache smaller: what was used least recently goes first.</summary>
public static class CachePruning
{
    /// <summary>What was used so lately that a process which runs may be about to use it again stays.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    // A clock that was set right, or a summer that ended, is off by less.
    private static readonly TimeSpan Believable = TimeSpan.FromDays(1);

    /// <summary>Removes what is older than an age, then what was used least recently until the rest fits.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="maximumBytes">How large it may be; null for any size.</param>
    /// <param name="maximumAge">How long ago an entry may have been used last; null for any time.</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    /// <param name="work">Observes how many entries are removed; null for nobody.</param>
    public static PruneResult Prune(CacheRoot root, long? maximumBytes, TimeSpan? maximumAge, TimeProvider? time = null, IWorkObserver? work = null)
    {
        using var clearing = WorkScope.Begin(work, WorkKind.Clearing);
        var now = (time ?? TimeProvider.System).GetUtcNow();
        ClearTrash(root);

        // What is told to be used in days to come was written under a wrong clock: nobody knows when.
        var entries = CacheContents.List(root).ConvertAll(entry => entry.LastUsed - now > Believable ? entry with { LastUsed = DateTimeOffset.UnixEpoch } : entry);
        entries.Sort(static (left, right) => left.LastUsed == right.LastUsed ? string.CompareOrdinal(left.RelativePath, right.RelativePath) : left.LastUsed.CompareTo(right.LastUsed));
        long left = 0;
        foreach (var entry in entries)
        {
            left += entry.Bytes;
        }

        var removed = 0;
        long bytes = 0;
        foreach (var entry in entries)
        {
            // One from the near future is in use as far as we know.
            var age = now - entry.LastUsed;
            if (age < Grace || !(age > maximumAge || left > maximumBytes))
            {
                continue;
            }

            entry.Remove();
            removed++;
            work?.Advance(WorkKind.Clearing);
            bytes += entry.Bytes;
            left -= entry.Bytes;
        }

        return new(removed, bytes);
    }

    /// <summary>Deletes what killed processes left: what they had begun to delete at once, what they were making a day later.</summary>
    public static void ClearTrash(CacheRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var name in CacheBuckets.Names)
        {
            root.GetBucket(name).Sweep();
        }
    }
}
