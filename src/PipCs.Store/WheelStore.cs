using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PipCs.Cache;
using PipCs.Store.Unpacking;

namespace PipCs.Store;

/// <summary>
/// All wheels that were installed before, verified and unpacked, by SHA-256. Where the cache is disabled or
/// cannot be written, wheels are unpacked into a temporary folder that is deleted with the store. Thread-safe.
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

    /// <summary>Opens the store of a cache without any I/O.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="source">Gives the bytes of wheels.</param>
    /// <param name="temporaryFolder">
    /// The folder for unpacking when the cache cannot be written: a random suffix is added, and only this user may open it. It is made when
    /// needed, and deleted at the end if it is empty.
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

    /// <summary>Whether nothing can be fetched. A URL without a hash then stands for the file that it gave in an earlier run.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Gives a wheel that the store already has; false where it has not. Reads only the wheel's manifest.</summary>
    /// <remarks>
    /// A request without SHA-256 is answered by an admitted hash, by its URL where this store has fetched that URL, or, for a local file, by the
    /// file's status (path, inode, size, times) if that is the same as when the file was last hashed.
    /// </remarks>
    public bool TryGet(WheelRequest request, [MaybeNullWhen(false)] out StoredWheel wheel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!TryFind(request, out wheel))
        {
            return false;
        }

        // A wheel counts once for each run, however often it is asked for. A local file saves no request.
        if (_counted.TryAdd(wheel.Sha256, true))
        {
            _bucket.Counter.Hit(request.LocalPath is null ? 1 : 0, request.LocalPath is null ? Math.Max(request.Size, 0) : 0);
        }

        return true;
    }

    /// <summary>Whether a request admits a stored wheel by its hash.</summary>
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

    /// <summary>Gives a wheel; fetches, verifies and unpacks it if the store does not have it.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The wheel's hash differs, it is corrupt, or its content contradicts its name.</exception>
    public async ValueTask<StoredWheel> GetAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (true)
        {
            if (TryGet(request, out var wheel))
            {
                return wheel;
            }

            // The first caller unpacks and the others wait for it. If the first is cancelled, the next one starts again.
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
    /// Fetches and unpacks a wheel again of which a stored file was edited or is missing (its size or time differs from the manifest's). If other processes
    /// keep removing it from the cache, it is unpacked into the temporary folder instead.
    /// </summary>
    public ValueTask<StoredWheel> HealAsync(StoredWheel wheel, WheelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        ArgumentNullException.ThrowIfNull(request);
        Forget(wheel);
        _ = _heals.AddOrUpdate(request.Url, 1, static (_, heals) => heals + 1);
        return GetAsync(request, cancellationToken);
    }

    /// <summary>Deletes the temporary folders.</summary>
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
            // The folder is not empty, or it is gone already.
        }
    }
}
