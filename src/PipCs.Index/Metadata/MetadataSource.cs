using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Index.Downloads;
using PipCs.Index.Http;
using PipCs.Platform;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Metadata;

/// <summary>
/// The metadata of files: from the project's pack in the cache, else from the document beside the file (PEP 658), else from
/// the wheel. Fetched metadata is appended to the packs at the end of the run, or earlier when there is much of it. Thread-safe.
/// </summary>
internal sealed class MetadataSource(IndexOptions options, Transport transport, WholeFiles files, CacheRoot cache, IReporter reporter, BackgroundWrites writes)
{
    private const int KeyLength = 64;

    /// <summary>How many bytes of documents wait in memory before they are written: a solver that walks through versions reads thousands.</summary>
    private const long MostPending = 2 * 1024 * 1024;

    private readonly CacheBucket _bucket = cache.GetBucket(CacheBuckets.Metadata);
    private readonly RangeServers _ranges = new();
    private readonly ConcurrentDictionary<string, CachePack> _packs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(ProjectPage Page, int ComesFromId), CachePack> _packsOfPages = new();
    private readonly ConcurrentDictionary<ProjectFile, Lazy<Task<DependencyMetadata>>> _dependencies = new();
    private readonly ConcurrentDictionary<ProjectFile, Lazy<Task<byte[]>>> _documents = new();
    private readonly SharedRequirements _shared = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ProjectFile, int> _fetched = new();
    private Dictionary<string, List<PackRecord>> _pending = new(StringComparer.Ordinal);
    private List<ProjectFile> _pendingFiles = [];
    private long _pendingBytes;

    /// <summary>The dependencies of a file; at once where the cache has them.</summary>
    internal ValueTask<DependencyMetadata> GetDependenciesAsync(ProjectFile file, CancellationToken lifetime)
        => !_dependencies.TryGetValue(file, out var known) && TryReadKept(file, out DependencyMetadata? metadata) ? new(metadata)
            : new((known ?? _dependencies.GetOrAdd(file, key => new(() => Fetch(key, lifetime)))).Value);

    /// <summary>Whether the cache certainly has the metadata, found out without reading anything.</summary>
    internal bool IsAtHand(ProjectFile file) => IsKept(file) && Pack(file) is { IsRead: true } pack && pack.Contains(RecordKey(file, stackalloc byte[KeyLength]));

    /// <summary>Whether the metadata may have to be read from the whole file, because the server may not support range requests.</summary>
    internal bool MayNeedWholeFile(ProjectFile file)
        => !file.HasMetadata && IsKept(file) && !_ranges.Gives(file.Url) && !Pack(file).Contains(RecordKey(file, stackalloc byte[KeyLength]));

    /// <summary>Starts to fetch metadata that the cache lacks. For metadata in the cache only the pack is read, because the answer may never be needed.</summary>
    internal Task<DependencyMetadata>? Prefetch(ProjectFile file, CancellationToken lifetime)
        => !IsKept(file) || !Pack(file).Contains(RecordKey(file, stackalloc byte[KeyLength])) ? _dependencies.GetOrAdd(file, key => new(() => Fetch(key, lifetime))).Value : null;

    internal Task<byte[]> GetDocumentAsync(ProjectFile file, CancellationToken lifetime)
        => _documents.GetOrAdd(file, key => new(() => IsKept(key) && TryReadKept(key, out byte[] body) ? Task.FromResult(body) : Task.Run(() => FetchAsync(key, lifetime), lifetime))).Value;

    /// <summary>Takes a wheel's own document, which answers from now on.</summary>
    internal DependencyMetadata Adopt(ProjectFile file, byte[] document)
    {
        _documents[file] = new(Task.FromResult(document));
        if (IsKept(file))
        {
            Keep(file, document);
        }

        return Read(file, document, isBeside: false, _shared);
    }

    /// <summary>Appends the fetched metadata to the packs.</summary>
    internal void Flush()
    {
        Dictionary<string, List<PackRecord>> pending;
        List<ProjectFile> files;
        lock (_lock)
        {
            (pending, _pending) = (_pending, new(StringComparer.Ordinal));
            (files, _pendingFiles) = (_pendingFiles, []);
            _pendingBytes = 0;
        }

        var additions = new List<KeyValuePair<CachePack, IReadOnlyList<PackRecord>>>(pending.Count);
        foreach (var (key, records) in pending)
        {
            additions.Add(new(_packs[key], records));
        }

        _bucket.AppendToPacks(additions);
        if (!_bucket.CanWrite)
        {
            return;
        }

        // Later requests for a whole document are answered from its pack.
        foreach (var file in files)
        {
            _ = _documents.TryRemove(file, out _);
        }
    }

    /// <summary>The length of a document that was asked for, and whether this run fetched it.</summary>
    internal long? GetLength(ProjectFile file, out bool isFetched)
    {
        if (_fetched.TryGetValue(file, out var length))
        {
            isFetched = true;
            return length;
        }

        isFetched = _documents.TryGetValue(file, out var document) && document is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };
        return isFetched ? document!.Value.GetAwaiter().GetResult().Length : IsKept(file) ? Pack(file).GetBodyLength(RecordKey(file, stackalloc byte[KeyLength])) : null;
    }

    /// <summary>Reads a whole document from the cache, also one that this run has written since it opened the pack.</summary>
    private bool TryReadKept(ProjectFile file, out byte[] body)
    {
        var key = RecordKey(file, stackalloc byte[KeyLength]);
        return Pack(file).TryReadBody(key, out body) || (_fetched.ContainsKey(file) && _bucket.OpenPack(PackKey(file)).TryReadBody(key, out body));
    }

    /// <summary>Reads metadata from the cache.</summary>
    private bool TryReadKept(ProjectFile file, [NotNullWhen(true)] out DependencyMetadata? metadata)
    {
        metadata = null;
        if (!IsKept(file) || !Pack(file).TryGetHead(RecordKey(file, stackalloc byte[KeyLength]), out var head, out var length)
            || !CoreMetadata.TryReadDependencies(head.Span, out metadata, out _, _shared) || metadata.Project != file.Page.Project || metadata.Version != file.Version)
        {
            return false;
        }

        _bucket.Counter.Hit(savedRequests: 1, length);
        return true;
    }

    private Task<DependencyMetadata> Fetch(ProjectFile file, CancellationToken lifetime)
    {
        if (IsKept(file))
        {
            _bucket.Counter.Miss();
        }

        return Task.Run(() => FetchDependenciesAsync(file, lifetime), lifetime);
    }

    private async Task<DependencyMetadata> FetchDependenciesAsync(ProjectFile file, CancellationToken lifetime)
    {
        var document = await GetDocumentAsync(file, lifetime).ConfigureAwait(false);

        // Unusable metadata is kept too, so that offline runs also know that it cannot be used.
        if (IsKept(file) && !Pack(file).Contains(Encoding.UTF8.GetBytes(file.Sha256 ?? file.Url)))
        {
            Keep(file, document);
        }

        return Read(file, document, isBeside: file.HasMetadata, _shared);
    }

    /// <summary>Reads a document and checks that it is the file's.</summary>
    internal static DependencyMetadata Read(ProjectFile file, ReadOnlySpan<byte> document, bool isBeside, SharedRequirements? shared = null)
    {
        if (!CoreMetadata.TryReadDependencies(document, out var metadata, out var error, shared))
        {
            throw new UnusableMetadataException($"has invalid metadata: {error}", isInvalid: true);
        }

        if (metadata.Project != file.Page.Project)
        {
            // pip looks at a document beside the file elsewhere than at a wheel's own.
            throw Disagrees(isBeside ? "Name" : "name", file.Page.Project.Value, isBeside ? metadata.Name : metadata.Project.Value);
        }

        return metadata.Version == file.Version ? metadata : throw Disagrees("version", file.Version.ToString(), metadata.Version.ToString());
    }

    private static UnusableMetadataException Disagrees(string field, string expected, string found)
        => new($"has inconsistent {field}: expected '{expected}', but metadata has '{found}'", isInvalid: false);

    private async Task<byte[]> FetchAsync(ProjectFile file, CancellationToken lifetime)
    {
        var url = file.Url;
        if (options.Offline && !LinkUrl.IsFile(url))
        {
            throw Errors.OfflineMissing($"the metadata of {file.FileName}", OfflineAdvice.For(cache, forbidden: null));
        }

        if (file.HasMetadata && await FetchBesideAsync(file, url + ".metadata", lifetime).ConfigureAwait(false) is { } document)
        {
            return document;
        }

        if (file.Kind == DistributionKind.Sdist)
        {
            throw Errors.SdistNotSupported(file.FileName, LinkUrl.Redact(url));
        }

        return await new WheelMetadataReader(transport, _ranges, files).ReadAsync(file, lifetime).ConfigureAwait(false);
    }

    /// <summary>The document beside the file; null where the server does not have it although the page announces it. The wheel is then read instead.</summary>
    private async Task<byte[]?> FetchBesideAsync(ProjectFile file, string url, CancellationToken lifetime)
    {
        byte[] document;
        try
        {
            if (LinkUrl.ToPath(url) is { } path)
            {
                if (!File.Exists(path))
                {
                    return null;
                }

                var error = NativeFile.ReadAll(path, out document);
                if (error != Errno.None)
                {
                    throw Errors.FileUnreadable(PlatformError.Describe(error, path));
                }
            }
            else
            {
                using var answer = await transport.FetchAsync(new Call(url) { Identity = true }, lifetime).ConfigureAwait(false);
                document = answer.Body.ToArray();
            }
        }
        catch (NetworkFailureException failure)
        {
            if (reporter.Shows(Severity.Verbose))
            {
                var problem = failure.Kind == NetworkFailure.Status ? $"answers {failure.Status}" : $"does not send it ({failure.Message})";
                reporter.Report(Severity.Verbose, $"The index promised {LinkUrl.Redact(url)} but {problem}; reading the wheel instead.");
            }

            return null;
        }

        if (file.MetadataSha256 is { } expected && Convert.ToHexStringLower(SHA256.HashData(document)) is var actual && actual != expected)
        {
            throw Errors.MetadataHashMismatch(LinkUrl.Redact(url), expected, actual);
        }

        return document;
    }

    private void Keep(ProjectFile file, byte[] document)
    {
        var record = new PackRecord(file.Sha256 ?? file.Url, TrimmedMetadata.Of(document), document);
        var key = PackKey(file);
        _ = Pack(file);
        _fetched[file] = document.Length;
        bool isMuch;
        lock (_lock)
        {
            if (!_pending.TryGetValue(key, out var records))
            {
                _pending[key] = records = [];
            }

            records.Add(record);
            _pendingFiles.Add(file);
            isMuch = _pendingBytes <= MostPending && (_pendingBytes += document.Length) > MostPending;
        }

        if (isMuch)
        {
            writes.Add(Flush);
        }
    }

    private CachePack Pack(ProjectFile file)
    {
        var place = (file.Page, file.ComesFromId);
        if (_packsOfPages.TryGetValue(place, out var pack))
        {
            return pack;
        }

        // Files of a folder of links have no page; their own URLs name the host.
        pack = PackOf(file);
        return file.ComesFrom.Length == 0 ? pack : _packsOfPages.GetOrAdd(place, pack);
    }

    private CachePack PackOf(ProjectFile file) => _packs.GetOrAdd(PackKey(file), static (key, bucket) => bucket.OpenPack(key), _bucket);

    /// <summary>Whether metadata is cached. That of local files is not, because they may change under the same name and are as fast to read as the cache.</summary>
    private static bool IsKept(ProjectFile file) => !file.IsLocal;

    /// <summary>One pack for each project and host, because one index must not answer for another.</summary>
    private static string PackKey(ProjectFile file)
    {
        var url = file.ComesFrom is { Length: > 0 } page ? page : file.Url;
        var end = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0);
        return string.Concat(end < 0 ? url : url.AsSpan(0, end), "\n", file.Page.Project.Value);
    }

    /// <summary>The hash of the file, or else its URL, in UTF-8.</summary>
    private static ReadOnlySpan<byte> RecordKey(ProjectFile file, Span<byte> buffer) => file.TryWriteSha256(buffer) ? buffer : Encoding.UTF8.GetBytes(file.Url);
}
