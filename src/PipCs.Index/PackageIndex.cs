using System.Collections.Concurrent;
using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Index.Downloads;
using PipCs.Index.Http;
using PipCs.Index.Metadata;
using PipCs.Index.Pages;
using PipCs.Index.Sources;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>
/// All indexes and find-links of a run as one: which files there are of a project, what their metadata is,
/// and their bytes. Answers that the cache has come without a thread switch, and without one there is no
/// HTTP client. Equal questions are asked once. Thread-safe. Dispose it after <see cref="FlushAsync"/>.
/// </summary>
public sealed class PackageIndex : IAsyncDisposable
{
    private readonly IndexOptions _options;
    private readonly CacheRoot _cache;
    private readonly IReporter _reporter;
    private readonly Transport _transport;
    private readonly SearchScope _scope;
    private readonly MetadataSource _metadata;
    private readonly IndexSource _source;
    private readonly WholeFiles _files = new();
    private readonly PageAnswers _answers;
    private readonly BackgroundWrites _writes = new();
    private readonly ReadingAhead _ahead = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly ConcurrentDictionary<ProjectName, Lazy<Task<ProjectPage?>>> _pages = new();
    private readonly ConcurrentDictionary<ProjectName, ProjectPage> _stale = new();

    /// <summary>Makes it; touches neither disk nor network.</summary>
    /// <param name="options">Where to look, and how.</param>
    /// <param name="cache">Where pages and metadata are kept.</param>
    /// <param name="reporter">What pip warns of on the way is told to it.</param>
    /// <param name="time">The clock; the system's unless a test gives another.</param>
    /// <param name="random">Chance in the waits between retries; the system's unless a test gives another.</param>
    public PackageIndex(IndexOptions options, CacheRoot cache, IReporter reporter, TimeProvider? time = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(reporter);
        time ??= TimeProvider.System;
        _options = options;
        _cache = cache;
        _reporter = reporter;
        _transport = new Transport(options, reporter, time, random);
        var pages = new PageCache(cache, time, options.PageLifetime);
        _source = new IndexSource(options, _transport, pages, reporter, time, _writes);
        _answers = new PageAnswers(cache, pages, _source, time);
        _scope = new SearchScope(options, _transport, _source, reporter);
        _metadata = new MetadataSource(options, _transport, _files, cache, reporter, _writes);
    }

    /// <summary>
    /// The files of a project over all sources together; null where none knows it. A source that cannot be
    /// asked counts as one that does not know it, as in pip: what was wrong is reported.
    /// </summary>
    /// <exception cref="UserErrorException">A source answers nonsense, or redirects without end.</exception>
    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken) => Await(Page(project), cancellationToken);

    /// <summary>The page that the cache has of a project that was asked for, while the server is asked whether it is still right; null for none.</summary>
    /// <remarks>Where it is, it is what <see cref="GetPageAsync"/> gives.</remarks>
    public ProjectPage? PeekPage(ProjectName project) => _stale.GetValueOrDefault(project);

    /// <summary>Asks the servers for a page that the cache gave unasked; true where it is another one now, which is given from then on.</summary>
    /// <exception cref="UserErrorException">As for <see cref="GetPageAsync"/>.</exception>
    public async ValueTask<bool> RefreshPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        if (!_source.AskAgain(project) || !_pages.TryRemove(project, out var before))
        {
            return false;
        }

        var old = await before.Value.ConfigureAwait(false);
        var page = await GetPageAsync(project, cancellationToken).ConfigureAwait(false);
        if (page is null)
        {
            // Gone, or not to be had now: what the cache had is still the best that is known.
            _pages[project] = new(() => Task.FromResult(old));
            return false;
        }

        return old is null || !old.Bytes.Span.SequenceEqual(page.Bytes.Span);
    }

    /// <summary>Begins to fetch a page that will be asked for. Returns at once.</summary>
    public void PrefetchPage(ProjectName project)
    {
        if (!_pages.ContainsKey(project))
        {
            _ahead.Add(() =>
            {
                // What the first thread has begun meanwhile is not waited for.
                if (!_pages.ContainsKey(project))
                {
                    _ = Page(project);
                }
            });
        }
    }

    /// <summary>
    /// Puts a question to a project's page; null where no source knows the project. Where one index alone is asked, the answer is kept and the page is not:
    /// this is for asking many projects the same.
    /// </summary>
    /// <exception cref="UserErrorException">As for <see cref="GetPageAsync"/>.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> AskAsync(ProjectName project, PageQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return _scope.OnlyPageOf(project) is { } url ? _answers.AskAsync(project, url, question, cancellationToken) : AskPageAsync(project, question, cancellationToken);
    }

    /// <summary>Which index could not be asked for a project, and why, as a sentence; null where all answered.</summary>
    public string? FailureOf(ProjectName project) => _source.FailureOf(project);

    /// <summary>The URLs of the pages that the cache lacks of a project that was asked for offline, in no order.</summary>
    public IReadOnlyList<string> LackingPages(ProjectName project) => _source.LackingPages(project);

    /// <summary>What a person can do where something is lacking offline, as a sentence.</summary>
    public string OfflineHint => OfflineAdvice.For(_cache, _source.ForbiddenPage);

    /// <summary>What resolving needs of a file's metadata.</summary>
    /// <exception cref="UnusableMetadataException">It cannot be read, or is not that of the file's name: the next file may do.</exception>
    /// <exception cref="PartialMetadataException">Only the whole wheel can tell.</exception>
    /// <exception cref="UserErrorException">It cannot be fetched, its hash is not what the index says, or the file is an sdist without metadata beside it.</exception>
    public ValueTask<DependencyMetadata> GetDependenciesAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        var answer = _metadata.GetDependenciesAsync(file, _lifetime.Token);
        return answer.IsCompleted ? answer : Await(answer.AsTask(), cancellationToken);
    }

    /// <summary>Takes a wheel's own METADATA from who has the whole wheel, and gives what resolving needs of it.</summary>
    /// <exception cref="UnusableMetadataException">It cannot be read, or is not that of the file's name.</exception>
    public DependencyMetadata AdoptMetadata(ProjectFile file, byte[] document) => _metadata.Adopt(file, document);

    /// <summary>The length in bytes of a file's metadata document that was asked for; null where it is not known.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isFetched">Whether this run fetched it; else the cache had it.</param>
    public long? GetMetadataLength(ProjectFile file, out bool isFetched) => _metadata.GetLength(file, out isFetched);

    /// <summary>
    /// Whether a file's metadata may have to come out of the whole file, which is not known before it is asked for. Who wants the file too asks for its metadata first:
    /// else the file might be transferred twice.
    /// </summary>
    public bool MayNeedWholeFile(ProjectFile file) => _metadata.MayNeedWholeFile(file);

    /// <summary>The length in bytes of a file of which a part was asked for; null where that is not known.</summary>
    public long? GetFileLength(string url) => _files.GetLength(url);

    /// <summary>Begins to fetch metadata that will be asked for. Returns at once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="needsWholeFile">Called where the metadata must come out of the whole file, in which case nothing is fetched.</param>
    public void PrefetchMetadata(ProjectFile file, Action needsWholeFile)
    {
        if (_metadata.IsAtHand(file))
        {
            return;
        }

        _ahead.Add(() => _ = _metadata.Prefetch(file, _lifetime.Token)?.ContinueWith(
            ended =>
            {
                if (ended.Exception?.InnerException is PartialMetadataException)
                {
                    needsWholeFile();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default));
    }

    /// <summary>A file's whole METADATA document.</summary>
    /// <exception cref="PartialMetadataException">Only the whole wheel can tell.</exception>
    /// <exception cref="UserErrorException">As for <see cref="GetDependenciesAsync"/>.</exception>
    public ValueTask<byte[]> GetMetadataDocumentAsync(ProjectFile file, CancellationToken cancellationToken)
        => Await(_metadata.GetDocumentAsync(file, _lifetime.Token), cancellationToken);

    /// <summary>Opens a file's bytes from the start, as they are: no compression is undone, no hash checked.</summary>
    /// <param name="url">Its URL, with or without fragment and credentials; <c>file:</c> for a local one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">It cannot be fetched, for a <see cref="FileRefusedException"/> where the server refuses it; reading on may end in one too.</exception>
    public async ValueTask<DownloadStream> OpenFileAsync(string url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        url = url.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0 ? url[..fragment] : url;
        if (LinkUrl.ToPath(url) is { } path)
        {
            return new DownloadStream(url, LocalFile.Open(path));
        }

        if (_options.Offline)
        {
            throw Errors.OfflineMissing($"the file {LinkUrl.Redact(url)}", OfflineAdvice.For(_cache, forbidden: null));
        }

        _files.Open(url, out var answer, out var bytes);
        if (bytes is not null)
        {
            return new DownloadStream(url, new MemoryStream(bytes, writable: false));
        }

        try
        {
            if (answer is not null)
            {
                return new DownloadStream(url, _transport, _options, _reporter, answer, await answer.OpenBodyAsync(cancellationToken).ConfigureAwait(false)) { BeganEarlier = true };
            }

            answer = await _transport.OpenAsync(new Call(url) { Identity = true }, cancellationToken).ConfigureAwait(false);
            return new DownloadStream(url, _transport, _options, _reporter, answer, await answer.OpenBodyAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (NetworkFailureException failure)
        {
            throw failure.ToUserError(_options.Timeout);
        }
    }

    /// <summary>Completes when everything that was fetched is in the cache. Call it at the end of a run.</summary>
    public async Task FlushAsync()
    {
        _writes.Add(_metadata.Flush);
        _writes.Add(_answers.Flush);
        await _writes.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Ends what is still under way and closes the connections; what was not flushed is not kept.</summary>
    public async ValueTask DisposeAsync()
    {
        _ahead.Dispose();
        await _lifetime.CancelAsync().ConfigureAwait(false);
        _files.Dispose();
        _transport.Dispose();
        _lifetime.Dispose();
    }

    private async ValueTask<ReadOnlyMemory<byte>?> AskPageAsync(ProjectName project, PageQuestion question, CancellationToken cancellationToken)
        => await GetPageAsync(project, cancellationToken).ConfigureAwait(false) is { } page && question.Answer(page, true) is { } answer ? answer : default(ReadOnlyMemory<byte>?);

    private Task<ProjectPage?> Page(ProjectName project)
        => _pages.TryGetValue(project, out var known)
            ? known.Value
            : _pages.GetOrAdd(project, key => new(() => Load(key))).Value;

    private Task<ProjectPage?> Load(ProjectName project)
    {
        if (_scope.TryGetAtOnce(project, out var look, out var isAll) is { } page)
        {
            return page;
        }

        if (look.Known is { } known && isAll)
        {
            _stale[project] = known.Page;
        }

        var token = _lifetime.Token;
        return Task.Run(() => _scope.SearchAsync(project, look, token), token);
    }

    private static ValueTask<T> Await<T>(Task<T> task, CancellationToken cancellationToken)
        => task.IsCompleted ? new(task) : new(task.WaitAsync(cancellationToken));
}
