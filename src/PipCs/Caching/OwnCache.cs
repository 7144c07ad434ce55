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

/// <summary>The size of one bucket, and how often it was used.</summary>
/// <param name="Name">The bucket.</param>
/// <param name="Entries">The number of its entries.</param>
/// <param name="Bytes">The total length of their files.</param>
/// <param name="Use">The uses by all runs that have ended.</param>
public readonly record struct BucketState(string Name, int Entries, long Bytes, BucketUse Use);

/// <summary>Measures, clears and verifies our own cache. Buckets of other format versions stay as they are, unless <see cref="Purge"/> removes the root.</summary>
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

    /// <summary>Removes every entry of every bucket.</summary>
    public static PruneResult Clear(CacheRoot root, IWorkObserver? work = null)
    {
        CachePruning.ClearTrash(root);
        return Remove(CacheContents.List(root), work);
    }

    /// <summary>Removes the root with everything in it, buckets of other format versions included; of a root that is a link, only the content. Files that other processes add meanwhile may stay.</summary>
    /// <returns>The error of the system that kept an older file from being deleted; null where all are gone.</returns>
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
                // Another process purges at the same time.
            }
            catch (IOException exception) when (exception.HResult == (int)Errno.NotEmpty)
            {
                // Another process writes at the same time.
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

    /// <summary>Deletes a folder. Of a link, only the content of its target is deleted, so that the cache stays where the user put it.</summary>
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

    /// <summary>Removes every entry of one bucket.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="bucket">One of <see cref="CacheBuckets.Names"/>.</param>
    /// <param name="work">Observes how many entries are removed; null for nobody.</param>
    public static PruneResult ClearBucket(CacheRoot root, string bucket, IWorkObserver? work = null) => Remove(CacheContents.List(root, bucket), work);

    /// <summary>Removes the pages, metadata, package information and wheels of a project.</summary>
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
    /// Removes package information that is older than its time to live, and pages that are no longer fresh, together with their entity tags, so that the
    /// server sends them whole. Wheels and metadata never expire.
    /// </summary>
    /// <param name="root">The cache.</param>
    /// <param name="timeToLive">The user's own time to live; null for 24 hours (package information) and for the lifetime that each index gave (pages).</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    /// <param name="work">Observes how many entries are removed; null for nobody.</param>
    public static PruneResult ClearExpired(CacheRoot root, TimeSpan? timeToLive, TimeProvider? time = null, IWorkObserver? work = null)
    {
        var expired = CachedProjects.FindExpired(root, timeToLive, time ?? TimeProvider.System);
        expired.AddRange(new PackageInformationCache(root, timeToLive, time: time).FindExpired());
        return Remove(expired, work);
    }

    /// <summary>Checks every entry and removes those that are damaged.</summary>
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
