namespace PipCs.Cache;

/// <summary>
/// Our cache's root folder. A missing, read-only, foreign or full root never fails a command: reads
/// miss and writes do nothing. Any number of processes share one root. Thread-safe.
/// </summary>
public sealed partial class CacheRoot
{
    /// <summary>A cache that holds nothing and keeps nothing (<c>--no-cache-dir</c>).</summary>
    public static CacheRoot Disabled => throw new NotImplementedException();

    /// <summary>Names a root without touching the disk.</summary>
    public CacheRoot(string path) => throw new NotImplementedException();

    /// <summary>The folder; null where the cache is disabled.</summary>
    public string? Path => throw new NotImplementedException();

    /// <summary>Whether new entries can be kept (decided at the first need).</summary>
    public bool IsWritable => throw new NotImplementedException();

    /// <summary>A bucket: a folder below the root named with its format version, such as <c>index-v1</c>.</summary>
    public CacheBucket GetBucket(string name, int formatVersion) => throw new NotImplementedException();
}
