using System.Collections.Concurrent;
using PipCs.Cache.Uses;
using PipCs.Platform;

namespace PipCs.Cache;

/// <summary>
/// Our cache's root folder. A missing, read-only, foreign or full root never fails a command: reads
/// miss and writes do nothing. Any number of processes share one root. A root that another user (except root) or everyone can write is not trusted and
/// counts as missing. Thread-safe.
/// </summary>
public sealed class CacheRoot
{
    private const string TagName = "CACHEDIR.TAG";

    private const int WritableByEveryone = 2;
    private readonly ConcurrentDictionary<string, BucketCounter> _counters = new(StringComparer.Ordinal);
    private int _trusted = -1;
    private int _writable = -1;

    /// <summary>Names a root without touching the disk.</summary>
    /// <param name="path">The folder; made at the first write.</param>
    public CacheRoot(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    private CacheRoot()
    {
    }

    /// <summary>The root of this user: <c>pip-cs</c> in the cache folder that the XDG Base Directory specification gives.</summary>
    public static CacheRoot OfUser() => new(System.IO.Path.GetFullPath(System.IO.Path.Join(HomePath.Xdg(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), ".cache"), "pip-cs")));

    /// <summary>A cache that holds nothing and keeps nothing (<c>--no-cache-dir</c>).</summary>
    public static CacheRoot Disabled { get; } = new();

    /// <summary>The folder; null where the cache is disabled.</summary>
    public string? Path { get; }

    /// <summary>The memory that holds files read from the cache.</summary>
    internal FileMemory Memory { get; } = new();

    /// <summary>Whether new entries can be kept. The first read of this property decides it and makes the folder.</summary>
    public bool IsWritable
    {
        get
        {
            if (_writable < 0)
            {
                _writable = IsTrusted && Prepare(Path!) ? 1 : 0;
            }

            return _writable == 1;
        }
    }

    /// <summary>Whether the content may be used: the folder does not exist yet, or it belongs to this user or root and not everyone may write to it. Checked once, at the first need.</summary>
    public bool IsTrusted
    {
        get
        {
            if (_trusted < 0)
            {
                _trusted = Path is not null
                    && (NativeFile.TryGetStatus(Path, out var status) != Errno.None
                        || ((status.UserId == 0 || status.UserId == ProcessIdentity.EffectiveUserId) && (status.Mode & WritableByEveryone) == 0)) ? 1 : 0;
            }

            return _trusted == 1;
        }
    }

    /// <summary>Whether <see cref="IsWritable"/> was read in this run and is true.</summary>
    public bool WasWritten => _writable == 1;

    /// <summary>One of our buckets, in the format version of this program (<see cref="CacheBuckets"/>).</summary>
    public CacheBucket GetBucket(string name) => GetBucket(name, CacheBuckets.VersionOf(name));

    /// <summary>A bucket: a folder below the root whose name carries its format version, such as <c>index-v1</c>. It is empty where the root is not trusted.</summary>
    /// <param name="name">The bucket's name.</param>
    /// <param name="formatVersion">The version of the format of its entries; each version has its own folder.</param>
    public CacheBucket GetBucket(string name, int formatVersion)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CacheBucket(this, !IsTrusted ? null : $"{Path}/{name}-v{formatVersion}", (uint)formatVersion, CounterOf(name));
    }

    /// <summary>The counter of a bucket, which all its users in this run share.</summary>
    internal BucketCounter CounterOf(string name) => _counters.GetOrAdd(name, static _ => new BucketCounter());

    /// <summary>The counts since the last call, for each bucket that was used.</summary>
    internal Dictionary<string, BucketUse> TakeCounts()
    {
        var counts = new Dictionary<string, BucketUse>(StringComparer.Ordinal);
        foreach (var (name, counter) in _counters)
        {
            if (counter.Take() is var use && use != default)
            {
                counts[name] = use;
            }
        }

        return counts;
    }

    private static bool Prepare(string path)
    {
        if (NativeFile.TryGetStatus(path, out var status) == Errno.None)
        {
            return status.Kind == EntryKind.Directory && NativeFile.IsWritable(path);
        }

        if (!Folder.TryMake(path))
        {
            return false;
        }

        // Backup programs leave out folders with this file (Cache Directory Tagging Specification).
        _ = NativeFile.ReplaceAll($"{path}/{TagName}", "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of pip-cs; it can be deleted at any time.\n"u8);
        return true;
    }
}
