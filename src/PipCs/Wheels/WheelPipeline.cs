using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PipCs.Diagnostics;
using PipCs.Python.Bytecode;
using PipCs.Resolution;
using PipCs.Standards.FileNames;
using PipCs.Standards.Projects;
using PipCs.Store;

namespace PipCs.Wheels;

/// <summary>
/// Fetches wheels and compiles them while the solver still runs, because it nearly always chooses the candidates that it looks at first. A wheel that is
/// not chosen stays in the store. Thread-safe.
/// </summary>
/// <param name="store">The store of wheels.</param>
/// <param name="compiler">Compiles their bytecode; null where none is wanted.</param>
/// <param name="work">Counts unpacked wheels; null for nobody.</param>
/// <param name="cancellationToken">Ends the fetching.</param>
internal sealed class WheelPipeline(WheelStore store, BytecodeCompiler? compiler, IWorkObserver? work, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    /// <summary>The number of times that a wheel is unpacked again because another process deletes it meanwhile.</summary>
    internal const int MostHeals = 20;

    private readonly ConcurrentDictionary<string, Landing> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredWheel> _stored = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>Starts to fetch and compile a candidate's wheel if the store does not have it.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="lockFile">The lock file that names it; null for one of an index.</param>
    internal void Start(Candidate candidate, string? lockFile = null)
    {
        if (candidate.File is { } file && candidate.Installed is null && WheelRequests.TryMake(candidate, [], out var request)
            && !LinkUrl.IsFile(file.Url) && !TryGet(request, out _))
        {
            if (lockFile is not null)
            {
                request = request with { Description = $"{request.Description} (from {lockFile})" };
            }

            _ = Begin(request);
        }
    }

    /// <summary>Begins to fetch and compile a wheel that the store does not have. A failure is thrown to the caller that later asks for the wheel; if no caller does, it is ignored.</summary>
    internal Task Begin(WheelRequest request)
    {
        var running = _running.GetOrAdd(request.Url, _ => BeginLanding(request));
        _ = running.Landed.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return running.Stored;
    }

    /// <summary>Whether a wheel was in the store when this command first looked.</summary>
    internal bool WasCached(WheelRequest request) => !_running.ContainsKey(request.Url) && TryGet(request, out _);

    /// <summary>Gives a wheel that needs no fetching.</summary>
    internal bool TryGet(WheelRequest request, [MaybeNullWhen(false)] out StoredWheel wheel)
    {
        if (_stored.TryGetValue(request.Url, out wheel) && store.Admits(request, wheel))
        {
            return true;
        }

        if (!store.TryGet(request, out wheel))
        {
            return false;
        }

        _stored.TryAdd(request.Url, wheel);
        return true;
    }

    /// <summary>Gives a wheel that needs neither fetching nor compiling.</summary>
    internal bool TryLand(WheelRequest request, out LandedWheel landed)
    {
        landed = default;
        StoredBytecode? bytecode = null;
        if (!TryGet(request, out var wheel) || (compiler is not null && !store.TryGetBytecode(wheel, compiler.CompatibilityKey, out bytecode)))
        {
            return false;
        }

        landed = new(wheel, bytecode);
        return true;
    }

    /// <summary>Gives a wheel, joining a fetch that is under way. Does not wait for its bytecode.</summary>
    internal async ValueTask<StoredWheel> GetAsync(WheelRequest request)
    {
        if (_running.TryGetValue(request.Url, out var running))
        {
            await running.Stored.ConfigureAwait(false);
        }

        return await StoreAsync(request).ConfigureAwait(false);
    }

    /// <summary>Reads the METADATA of a wheel. If another process has cleared the cache, the wheel is unpacked again.</summary>
    internal async ValueTask<byte[]> ReadMetadataAsync(StoredWheel wheel, WheelRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return wheel.ReadMetadata();
            }
            catch (IOException) when (attempt < MostHeals)
            {
                _stored[request.Url] = wheel = await store.HealAsync(wheel, request, _lifetime.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives a wheel with its bytecode, joining a fetch that is under way if <paramref name="join"/> is set.</summary>
    internal async Task<LandedWheel> LandAsync(WheelRequest request, bool join)
    {
        if (join && _running.TryGetValue(request.Url, out var running))
        {
            await running.Landed.ConfigureAwait(false);
        }

        return await CompileAsync(await StoreAsync(request).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Unpacks and compiles a wheel again whose files in the store were found changed or missing.</summary>
    internal async Task<LandedWheel> HealAsync(StoredWheel wheel, WheelRequest request)
    {
        var healed = await store.HealAsync(wheel, request, _lifetime.Token).ConfigureAwait(false);
        _stored[request.Url] = healed;
        return await CompileAsync(healed).ConfigureAwait(false);
    }

    /// <summary>Cancels all fetching, unpacking and compiling that is under way, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _lifetime.CancelAsync().ConfigureAwait(false);
        if (compiler is not null)
        {
            await compiler.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var landing in _running.Values)
        {
            // A failure was thrown to the caller that asked for the wheel; without such a caller it does not matter.
            await ((Task)landing.Landed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _lifetime.Dispose();
    }

    private Landing BeginLanding(WheelRequest request)
    {
        var stored = Task.Run(async () => await StoreAsync(request).ConfigureAwait(false), _lifetime.Token);
        return new(stored, LandAsync());

        async Task<LandedWheel> LandAsync() => await CompileAsync(await stored.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask<StoredWheel> StoreAsync(WheelRequest request)
    {
        if (TryGet(request, out var known))
        {
            return known;
        }

        work?.Expect(WorkKind.Unpacking, 1);
        try
        {
            return await store.GetAsync(request, _lifetime.Token).ConfigureAwait(false);
        }
        finally
        {
            work?.Advance(WorkKind.Unpacking);
        }
    }

    private async ValueTask<LandedWheel> CompileAsync(StoredWheel wheel)
        => new(wheel, compiler is null ? null : await store.GetBytecodeAsync(wheel, compiler, _lifetime.Token).ConfigureAwait(false));

    /// <summary>The work on a wheel that was started before the wheel is asked for.</summary>
    /// <param name="Stored">Ends when the wheel is in the store.</param>
    /// <param name="Landed">Ends when the wheel is compiled too.</param>
    private sealed record Landing(Task<StoredWheel> Stored, Task<LandedWheel> Landed);
}

/// <summary>A wheel with the bytecode that goes with it.</summary>
/// <param name="Wheel">The wheel.</param>
/// <param name="Bytecode">Its bytecode; null where none is wanted.</param>
internal readonly record struct LandedWheel(StoredWheel Wheel, StoredBytecode? Bytecode);

/// <summary>Makes requests to the store from the solver's candidates and from URLs.</summary>
internal static class WheelRequests
{
    /// <summary>Makes a request; false where the candidate is no wheel.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="allowedHashes">The hashes that the requirements admit, as <c>algorithm:hex</c>.</param>
    /// <param name="request">The request.</param>
    internal static bool TryMake(Candidate candidate, IReadOnlyList<string> allowedHashes, out WheelRequest request)
    {
        request = null!;
        if (candidate.DirectUrl is { } url)
        {
            request = FromUrl(url, allowedHashes)!;
            return request is not null;
        }

        if (candidate.File is not { } file || !WheelFileName.TryParse(file.FileName, out var name))
        {
            return false;
        }

        request = new WheelRequest { FileName = name, Url = file.Url, Sha256 = file.Sha256, AllowedHashes = allowedHashes, Size = file.Size, Description = $"{candidate.Project}=={candidate.Version} from {LinkUrl.Redact(file.Url)}" };
        return true;
    }

    /// <summary>Makes a request for a URL, whose fragment may give hashes; null where the URL names no wheel.</summary>
    internal static WheelRequest? FromUrl(string url, IReadOnlyList<string> allowedHashes)
    {
        var (bare, fragment) = Split(url);
        if (!WheelFileName.TryParse(FileNameOf(bare), out var name))
        {
            return null;
        }

        var hashes = allowedHashes;
        string? sha256 = null;
        foreach (var part in fragment.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals] is "sha256" or "sha384" or "sha512" or "sha1" or "sha224" or "md5")
            {
                hashes = [.. hashes, $"{part[..equals]}:{part[(equals + 1)..].ToLowerInvariant()}"];
                sha256 = part[..equals] == "sha256" ? part[(equals + 1)..].ToLowerInvariant() : sha256;
            }
        }

        return new WheelRequest { FileName = name, Url = bare, Sha256 = sha256, AllowedHashes = hashes };
    }

    /// <summary>The last part of a URL's path, decoded.</summary>
    internal static string FileNameOf(string url)
    {
        var bare = Split(url).Bare;
        var query = bare.IndexOf('?', StringComparison.Ordinal);
        bare = query < 0 ? bare : bare[..query];
        return Uri.UnescapeDataString(bare[(bare.LastIndexOf('/') + 1)..]);
    }

    private static (string Bare, string Fragment) Split(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (url, "") : (url[..hash], url[(hash + 1)..]);
    }
}
