using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Cache.Packages;
using PipCs.Cache.Uses;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Platform;
using PipCs.Standards.Names;
using PipCs.Store;

namespace PipCs.Caching;

/// <summary>How much one bucket holds, and what it has been good for.</summary>
/// <param name="Name">The bucket.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Bytes">The lengths of their files together.</param>
/// <param name="Use">How all runs that have ended used it.</param>
public readonly record struct BucketState(string Name, int Entries, long Bytes, BucketUse Use);

/// <summary>Our own cache as a person sees it: measured, cleared, verified. Buckets of other format versions are left alone.</summary>
public static class OwnCache
{
    private const int MostPurges = 20;

    /// <summary>Measures each bucket.</summary>
    public static IReadOnlyList<BucketState> Measure(CacheRoot root)
    {
        var uses = CacheUses.Read(root);
        var states = new List<BucketState>(CacheBuckets.Names.Count);
        foreach (var name in CacheBuckets.Names)
        {
            var entries = CacheContents.List(root, name);
            states.Add(new(name, entries.Count, entries.Sum(static entry => entry.Bytes), uses.GetValueOrDefault(name)));
        }

        return states;
    }

    /// <summary>Removes everything.</summary>
    public static PruneResult Clear(CacheRoot root, IWorkObserver? work = null)
    {
        CachePruning.ClearTrash(root);
        return Remove(CacheContents.List(root), work);
    }

    /// <summary>Removes the root (but where it is a link) with all that lies in it, of other format versions too. What other processes put there meanwhile may stay.</summary>
    /// <returns>Why something that nobody has put there meanwhile stays; null where nothing does.</returns>
    public static string? Purge(CacheRoot root, IWorkObserver? work = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (root.Path is not { } path)
        {
            return null;
        }

        Clear(root, work);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Delete(new DirectoryInfo(path));
                return null;
            }
            catch (DirectoryNotFoundException) when (!Directory.Exists(path))
            {
                return null;
            }
            catch (DirectoryNotFoundException) when (attempt < MostPurges)
            {
                // Others purge at this moment.
            }
            catch (IOException exception) when (exception.HResult == (int)Errno.NotEmpty)
            {
                // Others write at this moment.
                if (attempt == MostPurges)
                {
                    return null;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return SystemErrorText.Of(exception);
            }
        }
    }

    /// <summary>Deletes a folder; of a link to one what is in there, so that the cache stays where the link puts it.</summary>
    private static void Delete(DirectoryInfo folder)
    {
        if (folder.LinkTarget is null)
        {
            folder.Delete(recursive: true);
            return;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    /// <summary>Removes what a bucket holds.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="bucket">One of <see cref="CacheBuckets.Names"/>.</param>
    /// <param name="work">Observes how many entries are removed; null for nobody.</param>
    public static PruneResult ClearBucket(CacheRoot root, string bucket, IWorkObserver? work = null) => Remove(CacheContents.List(root, bucket), work);

    /// <summary>Removes all that is known of a project, and its wheels.</summary>
    public static PruneResult ClearProject(CacheRoot root, ProjectName project, IWorkObserver? work = null)
    {
        var entries = CachedProjects.Find(root, project);
        entries.AddRange(StoreVerification.Find(root, project));
        var prefix = project.Value + "-";
        entries.AddRange(CacheContents.List(root, CacheBuckets.Packages).FindAll(entry
            => entry.RelativePath.StartsWith(prefix, StringComparison.Ordinal) && !entry.RelativePath.AsSpan(prefix.Length).Contains('-')));
        return Remove(entries, work);
    }

    /// <summary>
    /// Removes package information that is older than its time to live, and pages that would be asked for again (with what
    /// their indexes would be asked by, so that they come whole). Wheels and metadata never expire.
    /// </summary>
    /// <param name="root">The cache.</param>
    /// <param name="timeToLive">A time to live of the user's own; null for 24 hours, and for what each index says.</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    /// <param name="work">Observes how many entries are removed; null for nobody.</param>
    public static PruneResult ClearExpired(CacheRoot root, TimeSpan? timeToLive, TimeProvider? time = null, IWorkObserver? work = null)
    {
        var expired = CachedProjects.FindExpired(root, timeToLive, time ?? TimeProvider.System);
        expired.AddRange(new PackageInformationCache(root, timeToLive, time: time).FindExpired());
        return Remove(expired, work);
    }

    /// <summary>Checks everything and drops what is bad.</summary>
    public static VerificationReport Verify(CacheRoot root, IWorkObserver? work = null)
    {
        using var verifying = WorkScope.Begin(work, WorkKind.Verifying);
        var report = new VerificationReport(work);
        CacheVerification.Verify(root, report);
        StoreVerification.Verify(root, report);
        return report;
    }

    private static PruneResult Remove(List<CacheEntry> entries, IWorkObserver? work)
    {
        using var clearing = WorkScope.Begin(work, WorkKind.Clearing);
        long bytes = 0;
        foreach (var entry in entries)
        {
            entry.Remove();
            work?.Advance(WorkKind.Clearing);
            bytes += entry.Bytes;
        }

        return new(entries.Count, bytes);
    }
}
