namespace PipCs.Cache.Maintenance;

/// <summary>One thing that the cache holds and that can go by itself.</summary>
/// <param name="Bucket">The bucket that it is in.</param>
/// <param name="RelativePath">Where it lies below the bucket.</param>
/// <param name="IsFolder">Whether it is a folder; else a file.</param>
/// <param name="Bytes">The lengths of its files together.</param>
/// <param name="LastUsed">When it was last written, read or linked, as far as the file system tells: reading may count once a day only.</param>
public readonly record struct CacheEntry(CacheBucket Bucket, string RelativePath, bool IsFolder, long Bytes, DateTimeOffset LastUsed)
{
    /// <summary>Its absolute path.</summary>
    public string Path => $"{Bucket.Path}/{RelativePath}";

    /// <summary>Removes it. A folder is renamed first, so that nobody finds half of it.</summary>
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
