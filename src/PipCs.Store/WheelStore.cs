using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PipCs.Cache;
using PipCs.Store.Unpacking;

namespace PipCs.Store;

/// <summary>
/// The wheels that were ever installed, unpacked and verified, by SHA-256. Where the cache is disabled or
/// cannot be written, wheels are unpacked into a temporary folder that goes with the store. Thread-safe.
/// </summary>
public sealed partial class WheelStore : IDisposable
{
    private const int MostHealsInCache = 3;

    private readonly CacheBucket _bucket;
    private readonly StoreIndex _index;
    private readonly IWheelSource _source;
    private readonly string _temporaryFolder;
    private readonly Lazy<string> _ownTemporaryFolder;
    private readonly ConcurrentDictionary<string, StoredWheel> _aside = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredBytecode> _bytecodeAside = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<StoredWheel>> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _fetched = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _heals = new(StringComparer.Ordinal);
    private readonly Lazy<UnpackWorkers> _workers = new(() => new UnpackWorkers());
    private readonly ConcurrentDictionary<string, bool> _counted = new(StringComparer.Ordinal);
    private int _temporaryCount;

    /// <summary>Opens the store of a cache; touches nothing.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="source">Where wheels come from.</param>
    /// <param name="temporaryFolder">
    /// Where to unpack when the cache cannot be written: a folder whose path begins so and ends at random, which only this user may open. Made when
    /// needed, and deleted if it is empty in the end.
    /// </param>
    public WheelStore(CacheRoot cache, IWheelSource source, string temporaryFolder)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(temporaryFolder);
        _bucket = cache.GetBucket(CacheBuckets.Wheels);
        _index = new StoreIndex(cache.GetBucket(CacheBuckets.WheelFiles));
        _source = source;
        _temporaryFolder = temporaryFolder;
        _ownTemporaryFolder = new(MakeOwnTemporaryFolder);
    }

    /// <summary>Whether nothing can be fetched: then a URL without a hash stands for what it gave in an earlier run.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Gives a wheel that is already there, without any I/O but its manifest; false where it is not.</summary>
    /// <remarks>
    /// A request without SHA-256 finds its wheel by an admitted hash, by its URL where this store has fetched that, or, for a local file, by what
    /// the system says of that file (path, inode, size, times), as it was when the file was last hashed.
    /// </remarks>
    public bool TryGet(WheelRequest request, [MaybeNullWhen(false)] out StoredWheel wheel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!TryFind(request, out wheel))
        {
            return false;
        }

        // A wheel counts once a run, however often it is asked for; what lies on this machine saves no request.
        if (_counted.TryAdd(wheel.Sha256, true))
        {
            _bucket.Counter.Hit(request.LocalPath is null ? 1 : 0, request.LocalPath is null ? Math.Max(request.Size, 0) : 0);
        }

        return true;
    }

    /// <summary>Whether a stored wheel is one that the request admits by its hash.</summary>
    public bool Admits(WheelRequest request, StoredWheel wheel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(wheel);
        return _index.Admits(request, wheel.Sha256);
    }

    private bool TryFind(WheelRequest request, [MaybeNullWhen(false)] out StoredWheel wheel)
    {
        wheel = null;
        if (request.Sha256 is { } known)
        {
            return _index.Admits(request, known) && TryOpen(request, known, out wheel);
        }

        if (request.LocalPath is { } path)
        {
            return _index.FindLocal(path) is { } recorded && _index.Admits(request, recorded) && TryOpen(request, recorded, out wheel);
        }

        foreach (var allowed in request.AllowedHashes)
        {
            if (_index.Resolve(allowed) is { } sha256 && TryOpen(request, sha256, out wheel))
            {
                return true;
            }
        }

        return (_fetched.GetValueOrDefault(request.Url) ?? (IsOffline ? _index.FindUrl(request.Url) : null)) is { } fetched
            && _index.Admits(request, fetched) && TryOpen(request, fetched, out wheel);
    }

    /// <summary>Gives a wheel, fetching, verifying and unpacking it where it is not there.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">Its hash differs, it is corrupt, or its content is not that of its name.</exception>
    public async ValueTask<StoredWheel> GetAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (true)
        {
            if (TryGet(request, out var wheel))
            {
                return wheel;
            }

            // Whoever comes first unpacks; the others wait. If the first gives up, the next one begins anew.
            var key = request.Sha256 ?? request.Url;
            var mine = new TaskCompletionSource<StoredWheel>(TaskCreationOptions.RunContinuationsAsynchronously);
            var task = _running.GetOrAdd(key, mine.Task);
            if (task == mine.Task)
            {
                return await RunAsync(request, key, mine, cancellationToken).ConfigureAwait(false);
            }

            Task waiting = task.WaitAsync(cancellationToken);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (task.IsFaulted)
            {
                await task.ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Extracts a file again that was found edited or missing (its size or time is not the manifest's), from the wheel itself. A wheel that goes on
    /// vanishing, because others clear the cache all the time, is unpacked aside, as if there were no cache.
    /// </summary>
    public ValueTask<StoredWheel> HealAsync(StoredWheel wheel, WheelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        ArgumentNullException.ThrowIfNull(request);
        Forget(wheel);
        _ = _heals.AddOrUpdate(request.Url, 1, static (_, heals) => heals + 1);
        return GetAsync(request, cancellationToken);
    }

    /// <summary>Deletes what was unpacked aside.</summary>
    public void Dispose()
    {
        if (_workers.IsValueCreated)
        {
            _workers.Value.Dispose();
        }

        if (!_ownTemporaryFolder.IsValueCreated)
        {
            return;
        }

        for (var i = 1; i <= _temporaryCount; i++)
        {
            TryDelete(TemporaryFolder(i));
        }

        try
        {
            Directory.Delete(_ownTemporaryFolder.Value);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Others have something there.
        }
    }
}
