namespace PipCs.Cache.Maintenance;

/// <summary>An entry of the cache that can be removed by itself.</summary>
/// <param name="Bucket">The bucket that it is in.</param>
/// <param name="RelativePath">Its path below the bucket.</param>
/// <param name="IsFolder">Whether it is a folder; else a file.</param>
/// <param name="Bytes">The lengths of its files together.</param>
/// <param name="LastUsed">The time of its last use (written, read or linked) according to the file system, which may record reading only once a day.</param>
public readonly record struct CacheEntry(CacheBucket Bucket, string RelativePath, bool IsFolder, long Bytes, DateTimeOffset LastUsed)
{
    /// <summary>Its absolute path.</summary>
    public string Path => $"{Bucket.Path}/{RelativePath}";

    /// <summary>Removes it. A folder is renamed first, so that no process finds half of it.</summary>
    public void Remove()
    {
        if (IsFolder)
        {
            Bucket.Discard(RelativePath);
        }
        else
        {
            Folder.TryDeleteFile(Path);
        }
    }
}
