using PipCs.Platform;

namespace PipCs.Cache.Maintenance;

/// <summary>Lists the entries of a cache. Entries that disappear meanwhile are left out; buckets of other format versions belong to other programs and are not listed.</summary>
public static class CacheContents
{
    /// <summary>The entries of a bucket in no order.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="name">One of <see cref="CacheBuckets.Names"/>.</param>
    public static List<CacheEntry> List(CacheRoot root, string name)
    {
        ArgumentNullException.ThrowIfNull(root);
        var bucket = root.GetBucket(name);
        var result = new List<CacheEntry>();
        if (bucket.Path is not { } path)
        {
            return result;
        }

        foreach (var (file, kind) in ListFolder(path))
        {
            if (file[0] == '.' || file.EndsWith(".tmp", StringComparison.Ordinal))
            {
                continue;
            }

            if (kind == EntryKind.Directory)
            {
                AddFolders(bucket, file, result);
            }
            else if (NativeFile.TryGetStatus($"{path}/{file}", out var status, follow: false) == Errno.None)
            {
                // A link or a pipe in the place of a file is not ours, but it is in the way, so it is listed.
                result.Add(new(bucket, file, IsFolder: false, status.Size, LastUse($"{path}/{file}", status)));
            }
        }

        return result;
    }

    /// <summary>The entries of all buckets.</summary>
    public static List<CacheEntry> List(CacheRoot root)
    {
        var result = new List<CacheEntry>();
        foreach (var name in CacheBuckets.Names)
        {
            result.AddRange(List(root, name));
        }

        return result;
    }

    /// <summary>The entries of a folder; none where it cannot be read.</summary>
    internal static List<KeyValuePair<string, EntryKind>> ListFolder(string path)
    {
        if (DirectoryHandle.Open(path, out var handle) != Errno.None)
        {
            return [];
        }

        using (handle)
        {
            _ = handle.List(out var entries);
            return entries;
        }
    }

    /// <summary>Adds the entries that are folders. They are one level deeper, in folders named after the first characters of their names.</summary>
    private static void AddFolders(CacheBucket bucket, string group, List<CacheEntry> result)
    {
        foreach (var (folder, kind) in ListFolder($"{bucket.Path}/{group}"))
        {
            if (kind != EntryKind.Directory)
            {
                continue;
            }

            long bytes = 0;
            var lastUsed = DateTimeOffset.UnixEpoch;
            var path = $"{bucket.Path}/{group}/{folder}";
            foreach (var (file, _) in ListFolder(path))
            {
                if (NativeFile.TryGetStatus($"{path}/{file}", out var status, follow: false) == Errno.None)
                {
                    bytes += status.Size;

                    // Linking a file into an environment changes its ctime; reading the manifest its atime.
                    lastUsed = Later(lastUsed, file == "manifest" ? LastUse($"{path}/{file}", status) : Time(status.CtimeNanoseconds));
                }
            }

            result.Add(new(bucket, $"{group}/{folder}", IsFolder: true, bytes, lastUsed));
        }
    }

    private static DateTimeOffset LastUse(string path, FileStatus status)
    {
        var changed = Later(Time(status.MtimeNanoseconds), Time(status.CtimeNanoseconds));
        try
        {
            return Later(changed, new DateTimeOffset(File.GetLastAccessTimeUtc(path)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return changed;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
