using PipCs.Diagnostics;

namespace PipCs.Cache.Maintenance;

/// <summary>The entries that pruning removed.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Bytes">The lengths of their files together.</param>
public readonly record struct PruneResult(int Entries, long Bytes)
{
    /// <summary>Both together.</summary>
    public static PruneResult operator +(PruneResult left, PruneResult right) => new(left.Entries + right.Entries, left.Bytes + right.Bytes);
}

/// <summary>Makes the cache smaller by removing the least recently used entries.</summary>
public static class CachePruning
{
    /// <summary>Entries used within this time stay, because a running process may be about to use them again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    // A clock that was set right, or a summer that ended, is off by less.
    private static readonly TimeSpan Believable = TimeSpan.FromDays(1);

    /// <summary>Removes entries that were not used for some time, then the least recently used ones until the rest has the wanted size.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="maximumBytes">The largest size that remains; null for any size.</param>
    /// <param name="maximumAge">The longest time since the last use; null for any time.</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    /// <param name="work">Counts removed entries; null for none.</param>
    public static PruneResult Prune(CacheRoot root, long? maximumBytes, TimeSpan? maximumAge, TimeProvider? time = null, IWorkObserver? work = null)
    {
        using var clearing = WorkScope.Begin(work, WorkKind.Clearing);
        var now = (time ?? TimeProvider.System).GetUtcNow();
        ClearTrash(root);

        // An entry used in the future was written under a wrong clock. The time of its last use is unknown, so it is removed first.
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

    /// <summary>Deletes the remains of killed processes: folders that they were deleting, and folders that they were making more than a day ago.</summary>
    public static void ClearTrash(CacheRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var name in CacheBuckets.Names)
        {
            root.GetBucket(name).Sweep();
        }
    }
}
