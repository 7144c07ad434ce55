using System.Diagnostics.CodeAnalysis;
using PipCs.Cache.Maintenance;
using PipCs.Platform;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Cache.Packages;

/// <summary>
/// The package-information cache: one JSON file <c>name-version.json</c> for each entry, valid for a time to live.
/// Failures of the disk are never thrown: a damaged entry is a miss, and a root that cannot be written keeps nothing.
/// Works without any network. Thread-safe; any number of processes share one root.
/// </summary>
/// <example>
/// <code>
/// var cache = new PackageInformationCache(new CacheRoot("/home/me/.cache/pip-cs"));
/// if (!cache.TryGet("requests", "2.32.3", out var package))
/// {
///     cache.Set(package = await AskTheIndexAsync("requests", "2.32.3"));
/// }
/// </code>
/// </example>
public sealed class PackageInformationCache
{
    /// <summary>The default time to live: 24 hours.</summary>
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromHours(24);

    private const int LargestFile = 16 * 1024 * 1024;
    private const string Extension = ".json";

    private readonly CacheRoot _root;
    private readonly CacheBucket _bucket;
    private readonly TimeProvider _time;
    private long _hits;
    private long _misses;

    /// <summary>Opens the cache below a root; reads and writes nothing yet.</summary>
    /// <param name="root">The root.</param>
    /// <param name="timeToLive">How long an entry is valid; zero for never. 24 hours where it is null.</param>
    /// <param name="acceptsStale">Whether entries are valid however old they are, as offline; then none is removed.</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time to live is negative.</exception>
    public PackageInformationCache(CacheRoot root, TimeSpan? timeToLive = null, bool acceptsStale = false, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        TimeToLive = timeToLive ?? DefaultTimeToLive;
        ArgumentOutOfRangeException.ThrowIfLessThan(TimeToLive, TimeSpan.Zero, nameof(timeToLive));
        AcceptsStale = acceptsStale;
        _root = root;
        _bucket = root.GetBucket(CacheBuckets.Packages);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>For how long an entry answers.</summary>
    public TimeSpan TimeToLive { get; }

    /// <summary>Whether entries answer however old they are.</summary>
    public bool AcceptsStale { get; }

    /// <summary>Gives an entry; null where there is none or it has expired. An expired one is removed.</summary>
    /// <param name="name">The project's name, in any spelling.</param>
    /// <param name="version">The version, in any spelling.</param>
    /// <exception cref="ArgumentException">The name or the version is invalid (PEP 508, PEP 440), so that no path can lead out of the folder.</exception>
    public PackageInformation? Get(string name, string version) => TryGet(name, version, out var package) ? package : null;

    /// <summary>Gives an entry; false where there is none or it has expired. An expired one is removed.</summary>
    /// <inheritdoc cref="Get"/>
    public bool TryGet(string name, string version, [NotNullWhen(true)] out PackageInformation? package)
    {
        var file = FileName(name, version);
        package = null;
        return _bucket.Path is { } folder ? TryAnswer($"{folder}/{file}", out package) : Missed(hasExpired: false);
    }

    /// <summary>Gives all valid entries of a project, in no order; expired ones are removed.</summary>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public IReadOnlyList<PackageInformation> GetAll(string name)
    {
        var prefix = NormalName(name) + "-";
        var found = new List<PackageInformation>();
        foreach (var (file, path) in Files())
        {
            if (IsOf(file, prefix) && TryAnswer(path, out var package))
            {
                found.Add(package);
            }
        }

        return found;
    }

    /// <summary>Writes an entry with the present time, to a new file that is renamed over the old one.</summary>
    /// <exception cref="ArgumentException">Its name or version is invalid.</exception>
    public void Set(PackageInformation package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var file = FileName(package.Name, package.Version);
        _bucket.WriteFile(file, PackageInformationFormat.Write(package, Now));
    }

    /// <summary>The entries that are older than the time to live, or cannot be read.</summary>
    public List<CacheEntry> FindExpired()
        => CacheContents.List(_root, CacheBuckets.Packages).FindAll(entry => !entry.IsFolder && IsExpired(entry.Path));

    /// <summary>Removes all entries, those of one project, or one. Gives how many.</summary>
    /// <param name="name">The project; null for all.</param>
    /// <param name="version">Its version; null for all.</param>
    /// <param name="onlyExpired">Whether only expired ones are removed.</param>
    /// <exception cref="ArgumentException">The name or the version is invalid.</exception>
    public int Clear(string? name = null, string? version = null, bool onlyExpired = false)
    {
        var prefix = name is null ? "" : version is null ? NormalName(name) + "-" : FileName(name, version);
        var removed = 0;
        foreach (var (file, path) in Files())
        {
            var isMeant = version is not null || name is null ? file.StartsWith(prefix, StringComparison.Ordinal) : IsOf(file, prefix);
            if (isMeant && (!onlyExpired || IsExpired(path)) && Folder.TryDeleteFile(path))
            {
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Every entry that answers, in no order; does not count as hits.</summary>
    public IEnumerable<PackageInformation> List()
    {
        foreach (var (_, path) in Files())
        {
            if (TryRead(path, out var package, out var timestamp) && Answers(Now - timestamp))
            {
                yield return package;
            }
        }
    }

    /// <summary>Counts the entries, reading the time of each.</summary>
    public PackageCacheStatistics GetStatistics()
    {
        int entries = 0, expired = 0;
        long bytes = 0;
        foreach (var (_, path) in Files())
        {
            if (NativeFile.TryGetStatus(path, out var status) == Errno.None)
            {
                entries++;
                bytes += status.Size;
                expired += IsExpired(path) ? 1 : 0;
            }
        }

        return new(entries, bytes, expired, Interlocked.Read(ref _hits), Interlocked.Read(ref _misses));
    }

    private bool TryAnswer(string path, [NotNullWhen(true)] out PackageInformation? package)
    {
        package = null;
        if (!TryRead(path, out var found, out var timestamp))
        {
            return Missed(hasExpired: false);
        }

        var age = Now - timestamp;
        if (Answers(age))
        {
            Interlocked.Increment(ref _hits);
            _bucket.Counter.Hit(savedRequests: 1);
            package = found;
            return true;
        }

        // An entry from the future (the clock was set back) is a miss but is not removed.
        if (age >= TimeToLive.TotalSeconds && TimeToLive > TimeSpan.Zero)
        {
            Folder.TryDeleteFile(path);
        }

        return Missed(hasExpired: true);
    }

    private bool Missed(bool hasExpired)
    {
        Interlocked.Increment(ref _misses);
        if (hasExpired)
        {
            _bucket.Counter.Expire();
        }
        else
        {
            _bucket.Counter.Miss();
        }

        return false;
    }

    /// <summary>Whether a file belongs to the project whose name and a hyphen are given. A longer name may start the same way, but a version contains no hyphen.</summary>
    private static bool IsOf(string file, string prefix) => file.StartsWith(prefix, StringComparison.Ordinal) && !file.AsSpan(prefix.Length).Contains('-');

    private double Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Whether an entry of an age in seconds answers.</summary>
    private bool Answers(double age) => AcceptsStale || (age >= 0 && age < TimeToLive.TotalSeconds);

    private bool IsExpired(string path) => !TryRead(path, out _, out var timestamp) || Now - timestamp >= TimeToLive.TotalSeconds;

    private IEnumerable<KeyValuePair<string, string>> Files()
    {
        if (_bucket.Path is not { } folder || DirectoryHandle.Open(folder, out var handle) != Errno.None)
        {
            yield break;
        }

        List<KeyValuePair<string, EntryKind>> entries;
        using (handle)
        {
            _ = handle.List(out entries);
        }

        foreach (var (file, _) in entries)
        {
            if (file.EndsWith(Extension, StringComparison.Ordinal))
            {
                yield return new(file, $"{folder}/{file}");
            }
        }
    }

    private static bool TryRead(string path, [NotNullWhen(true)] out PackageInformation? package, out double timestamp)
    {
        package = null;
        timestamp = 0;
        return NativeFile.ReadAll(path, out var content) == Errno.None && content.Length <= LargestFile && PackageInformationFormat.TryRead(content, out package, out timestamp)
            && IsItsFile(path, package);
    }

    /// <summary>Whether a file's name is that of its content. A file that was put there under another name is no entry.</summary>
    private static bool IsItsFile(string path, PackageInformation package)
        => ProjectName.TryParse(package.Name, out var project) && PackageVersion.TryParse(package.Version, out var version)
            && Path.GetFileName(path.AsSpan()).SequenceEqual($"{project.Value}-{version}{Extension}");

    private static string FileName(string name, string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return PackageVersion.TryParse(version, out var parsed)
            ? $"{NormalName(name)}-{parsed}{Extension}"
            : throw new ArgumentException($"'{version}' is no version (PEP 440).", nameof(version));
    }

    private static string NormalName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ProjectName.TryParse(name, out var project) ? project.Value : throw new ArgumentException($"'{name}' is no name of a project (PEP 508).", nameof(name));
    }
}
