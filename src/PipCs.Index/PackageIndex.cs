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
/// All indexes and find-links of a run as one. It gives the files of a project, their metadata and their bytes. Answers from
/// the cache complete synchronously, and no HTTP client is made for them. Equal requests are
/// sent once. Thread-safe. Dispose it after <see cref="FlushAsync"/>.
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

    /// <summary>Makes it; uses neither disk nor network.</summary>
    /// <param name="options">Which indexes to use, and how.</param>
    /// <param name="cache">The cache for pages and metadata.</param>
    /// <param name="reporter">Gets pip's warnings.</param>
    /// <param name="time">The clock; the system's unless a test gives another.</param>
    /// <param name="random">The random part of the waits between retries; the system's unless a test gives another.</param>
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
    /// The files of a project from all sources together; null where no source has it. As in pip, a source that cannot be
    /// reached counts as one that does not have the project, and the failure is reported.
    /// </summary>
    /// <exception cref="UserErrorException">A source gives an invalid answer, or redirects without end.</exception>
    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken) => Await(Page(project), cancellationToken);

    /// <summary>The cached page of a requested project, while the server is asked whether it is still current; null for none.</summary>
    /// <remarks>If it is, <see cref="GetPageAsync"/> gives an equal page.</remarks>
    public ProjectPage? PeekPage(ProjectName project) => _stale.GetValueOrDefault(project);

    /// <summary>Asks the servers about a page that was taken from the cache without asking them. True where the page has changed; the new page is given from then on.</summary>
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
            // The project is gone from the index, or the index cannot be reached now: the cached page is the best one available.
            _pages[project] = new(() => Task.FromResult(old));
            return false;
        }

        return old is null || !old.Bytes.Span.SequenceEqual(page.Bytes.Span);
    }

    /// <summary>Starts to fetch a page that will be asked for, and returns at once.</summary>
    public void PrefetchPage(ProjectName project)
    {
        if (!_pages.ContainsKey(project))
        {
            _ahead.Add(() =>
            {
                // A page that the first thread has begun to read meanwhile is left to it.
                if (!_pages.ContainsKey(project))
                {
                    _ = Page(project);
                }
            });
        }
    }

    /// <summary>
    /// Answers a question from a project's page; null where no source has the project. Where only one index is used, the answer is cached and the page is
    /// not, because the same question is usually asked of many projects.
    /// </summary>
    /// <exception cref="UserErrorException">As for <see cref="GetPageAsync"/>.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> AskAsync(ProjectName project, PageQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return _scope.OnlyPageOf(project) is { } url ? _answers.AskAsync(project, url, question, cancellationToken) : AskPageAsync(project, question, cancellationToken);
    }

    /// <summary>The index that could not be reached for a project, and the reason, as a sentence; null where all answered.</summary>
    public string? FailureOf(ProjectName project) => _source.FailureOf(project);

    /// <summary>The URLs of the pages of a project that were asked for offline and are not in the cache, in no order.</summary>
    public IReadOnlyList<string> LackingPages(ProjectName project) => _source.LackingPages(project);

    /// <summary>Advice, as a sentence, for the case that something is missing offline.</summary>
    public string OfflineHint => OfflineAdvice.For(_cache, _source.ForbiddenPage);

    /// <summary>The part of a file's metadata that resolving needs.</summary>
    /// <exception cref="UnusableMetadataException">The metadata cannot be read, or contradicts the file's name. Another file may be usable.</exception>
    /// <exception cref="PartialMetadataException">The whole wheel is needed to read it.</exception>
    /// <exception cref="UserErrorException">It cannot be fetched, its hash differs from the index's, or the file is an sdist without metadata beside it.</exception>
    public ValueTask<DependencyMetadata> GetDependenciesAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        var answer = _metadata.GetDependenciesAsync(file, _lifetime.Token);
        return answer.IsCompleted ? answer : Await(answer.AsTask(), cancellationToken);
    }

    /// <summary>Takes over the METADATA of a wheel that the caller has whole, and gives the part that resolving needs.</summary>
    /// <exception cref="UnusableMetadataException">It cannot be read, or contradicts the file's name.</exception>
    public DependencyMetadata AdoptMetadata(ProjectFile file, byte[] document) => _metadata.Adopt(file, document);

    /// <summary>The length in bytes of a metadata document that was asked for; null where it is not known.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isFetched">Whether this run fetched the document; otherwise it came from the cache.</param>
    public long? GetMetadataLength(ProjectFile file, out bool isFetched) => _metadata.GetLength(file, out isFetched);

    /// <summary>
    /// Whether a file's metadata may have to be read from the whole file, which is known only after it was asked for. A caller that needs the file too asks for its metadata first;
    /// otherwise the file might be transferred twice.
    /// </summary>
    public bool MayNeedWholeFile(ProjectFile file) => _metadata.MayNeedWholeFile(file);

    /// <summary>The length in bytes of a file of which a part was requested; null where it is not known.</summary>
    public long? GetFileLength(string url) => _files.GetLength(url);

    /// <summary>Starts to fetch metadata that will be asked for, and returns at once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="needsWholeFile">Called, without fetching anything, where the metadata must be read from the whole file.</param>
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
    /// <exception cref="PartialMetadataException">The whole wheel is needed to read it.</exception>
    /// <exception cref="UserErrorException">As for <see cref="GetDependenciesAsync"/>.</exception>
    public ValueTask<byte[]> GetMetadataDocumentAsync(ProjectFile file, CancellationToken cancellationToken)
        => Await(_metadata.GetDocumentAsync(file, _lifetime.Token), cancellationToken);

    /// <summary>Opens a file's bytes from the start, as the server sends them: still compressed, and without checking a hash.</summary>
    /// <param name="url">Its URL, with or without fragment and credentials; <c>file:</c> for a local one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">It cannot be fetched; the cause is a <see cref="FileRefusedException"/> where the server refuses it. Reading on may throw one too.</exception>
    public async ValueTask<DownloadStream> OpenFileAsync(string url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        url = LinkUrl.WithoutFragment(url);
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

    /// <summary>Completes when everything fetched is in the cache. Call it at the end of a run.</summary>
    public async Task FlushAsync()
    {
        _writes.Add(_metadata.Flush);
        _writes.Add(_answers.Flush);
        await _writes.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Cancels running requests and closes the connections; fetched data that was not flushed is lost.</summary>
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
