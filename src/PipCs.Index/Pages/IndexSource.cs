using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Index.Http;
using PipCs.Standards.FileNames;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Pages;

/// <summary>
/// Fetches pages over the network, through the cache. As in pip, an index that cannot answer counts as one without the page, and the
/// reason is reported. It is an error only if no index has the project.
/// </summary>
internal sealed class IndexSource(IndexOptions options, Transport transport, PageCache cache, IReporter reporter, TimeProvider time, BackgroundWrites writes)
{
    private readonly ConcurrentDictionary<ProjectName, string> _failures = new();
    private readonly ConcurrentDictionary<(ProjectName Project, string Url), bool> _lacking = new();
    private volatile string? _forbidden;
    private readonly ConcurrentDictionary<string, bool> _lackingLinks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unreachable = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ProjectName, bool> _unasked = new();
    private readonly ConcurrentDictionary<ProjectName, bool> _again = new();

    /// <summary>The index that could not be reached for a project, and the reason, as a sentence; null where all answered.</summary>
    internal string? FailureOf(ProjectName project) => _failures.GetValueOrDefault(project);

    /// <summary>The pages that the cache lacks of a project, offline: its own, and those of links.</summary>
    internal List<string> LackingPages(ProjectName project)
        => options.Offline ? [.. _lacking.Keys.Where(key => key.Project == project).Select(static key => key.Url), .. _lackingLinks.Keys] : [];

    /// <summary>A page that is missing offline and that its server forbids to keep; null for none.</summary>
    internal string? ForbiddenPage => _forbidden;

    /// <summary>Finds a page in the cache. True where it may be used without asking the server; else it may be revalidated.</summary>
    internal bool TryGetFresh(ProjectName project, string url, out CachedPage? cached)
    {
        var (without, user) = Split(url);
        if (!cache.TryRead(project, without, user, out var found, out var isFresh))
        {
            cached = null;
            cache.Counter.Miss();
            return false;
        }

        cached = found;
        if (!options.Offline && (!isFresh || IsRefreshed(project)))
        {
            cache.Counter.Expire();
            return false;
        }

        // The length of the page as the server sent it is not kept, so the length of the parsed page is counted.
        cache.Counter.Hit(savedRequests: 1, found.Page.Bytes.Length);
        if (!options.Offline)
        {
            _unasked[project] = true;
        }

        return true;
    }

    /// <summary>Marks a project whose page was used without asking, so that the servers are asked next time; false where it was not, or is marked already.</summary>
    internal bool AskAgain(ProjectName project) => _unasked.ContainsKey(project) && _again.TryAdd(project, true);

    /// <summary>Whether an answer of this freshness may be used without asking the server.</summary>
    internal bool MayUse(ProjectName project, Freshness freshness)
        => options.Offline || (freshness.IsFresh(time.GetUtcNow().ToUnixTimeSeconds(), options.PageLifetime) && !IsRefreshed(project));

    /// <summary>Requests a page from the server; null where it has no such page.</summary>
    internal Task<ProjectPage?> FetchAsync(ProjectName project, string url, CachedPage? cached, CancellationToken cancellationToken)
        => AskAsync(project, url, cached?.Freshness, (answer, freshness) => Take(project, url, cached, answer, freshness), cancellationToken);

    /// <summary>Requests a page from the server; null where it has no such page.</summary>
    /// <param name="project">The project.</param>
    /// <param name="url">The page's URL, with or without credentials.</param>
    /// <param name="known">The freshness of the kept page, which the server may confirm (304); null where there is none.</param>
    /// <param name="take">Gets the answer and its freshness, which is null where the server forbids to keep the answer. An answer that is never fresh is kept too, for offline runs and for a lifetime that the user gives.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<T?> AskAsync<T>(ProjectName project, string url, Freshness? known, Func<FetchedBody, Freshness?, T?> take, CancellationToken cancellationToken)
        where T : class
    {
        var without = Split(url).Url;
        if (options.Offline)
        {
            _lacking[(project, without)] = true;
            _forbidden ??= cache.IsForbidden(without, Split(url).User) ? without : null;
            _failures[project] = $"Offline, and the cache does not hold {without}: the project may be there.";
            return null;
        }

        var call = new Call(url)
        {
            Accept = PageReader.Accept,
            IsPage = true,
            Revalidate = IsRefreshed(project),
            IfNoneMatch = known?.ETag,
            IfModifiedSince = known?.ETag is null ? known?.LastModified : null,
        };
        try
        {
            if (IsArchive(without) && !await IsPageAsync(call, without, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            Debug($"Getting page {without}");
            using var answer = await FetchPageAsync(call, cancellationToken).ConfigureAwait(false);
            if (answer.Status != 304 || known is null)
            {
                if (!PageReader.IsSupported(answer.ContentType))
                {
                    Skip(without, "GET", answer.ContentType);
                    return null;
                }

                Debug($"Fetched page {without} as {answer.ContentType}");
            }

            return take(answer, Freshness.Of(answer, time.GetUtcNow(), answer.Status == 304 ? known : null));
        }
        catch (NetworkFailureException failure)
        {
            if (failure is not { Kind: NetworkFailure.Status, Status: 404 or 410 })
            {
                var reason = failure.Kind == NetworkFailure.Status ? $"{failure.Status} {failure.Message}" : failure.Message;
                _failures[project] = $"{without} could not be asked ({reason.Trim()}); the project may be there.";
            }

            Tell(failure, without);
            return null;
        }
        catch (Exception exception) when (FailureContext.Add(exception, $"reading the page {without}"))
        {
            throw;
        }
    }

    /// <summary>Sends the request. If the server does not answer a conditional request properly, it is repeated unconditionally.</summary>
    private async Task<FetchedBody> FetchPageAsync(Call call, CancellationToken cancellationToken)
    {
        var isConditional = call.IfNoneMatch is not null || call.IfModifiedSince is not null;
        try
        {
            var answer = await transport.FetchAsync(call, cancellationToken).ConfigureAwait(false);
            if (answer.Status != 304 || isConditional)
            {
                return answer;
            }

            answer.Dispose();
        }
        catch (NetworkFailureException failure) when (isConditional && failure is { Kind: NetworkFailure.Status, Status: 400 or 405 or 412 or 428 or 501 })
        {
        }

        return await transport.FetchAsync(call with { IfNoneMatch = null, IfModifiedSince = null, Revalidate = true }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fetches a page of find-links; null where it cannot be fetched or is no page.</summary>
    internal async Task<FetchedBody?> FetchLinksAsync(string url, CancellationToken cancellationToken)
    {
        var (without, user) = Split(url);
        if (options.Offline)
        {
            if (cache.TryReadLinks(without, user, out var kept))
            {
                return kept;
            }

            _lackingLinks[without] = true;
            return null;
        }

        try
        {
            if (IsArchive(without) && !await IsPageAsync(new Call(url) { Accept = PageReader.Accept, IsPage = true }, without, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var answer = await transport.FetchAsync(new Call(url) { Accept = PageReader.Accept, IsPage = true }, cancellationToken).ConfigureAwait(false);
            if (PageReader.IsSupported(answer.ContentType))
            {
                if (Freshness.Of(answer, time.GetUtcNow()) is { } freshness)
                {
                    cache.WriteLinks(without, user, answer, freshness);
                }

                return answer;
            }

            Skip(without, "GET", answer.ContentType);
            answer.Dispose();
        }
        catch (NetworkFailureException failure)
        {
            Tell(failure, without);
        }

        return null;
    }

    /// <summary>Requests only the headers of a URL that looks like an archive, because an archive may be large.</summary>
    private async Task<bool> IsPageAsync(Call call, string url, CancellationToken cancellationToken)
    {
        using var head = await transport.OpenAsync(call with { Head = true, IfNoneMatch = null, IfModifiedSince = null }, cancellationToken).ConfigureAwait(false);
        if (PageReader.IsSupported(head.Header("Content-Type")))
        {
            return true;
        }

        Skip(url, "HEAD", head.Header("Content-Type"));
        return false;
    }

    private ProjectPage Take(ProjectName project, string url, CachedPage? cached, FetchedBody answer, Freshness? freshness)
    {
        var (without, user) = Split(url);
        if (answer.Status == 304 && cached is not null)
        {
            cache.Counter.Confirm(cached.Page.Bytes.Length);
            if (freshness is not null)
            {
                writes.Add(() => cache.Renew(without, user, cached, freshness));
            }

            return cached.Page;
        }

        var page = PageReader.Read(project, answer, out var holdsCredentials);
        if (freshness is not null && !holdsCredentials)
        {
            writes.Add(() => cache.WriteNew(without, user, cached, page, freshness));
        }
        else
        {
            writes.Add(() => cache.Forbid(without, user));
        }

        return page;
    }

    private void Skip(string url, string method, string? contentType)
        => reporter.Report(Severity.Warning, $"Skipping page {url} because the {method} request got Content-Type: {contentType ?? "Unknown"}. The only supported Content-Types are application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html, and text/html");

    private void Tell(NetworkFailureException failure, string url)
    {
        if (failure.IsUnreachable && options.HasSeveralIndexes)
        {
            var origin = Outages.OriginOf(url);
            reporter.Report(
                _unreachable.TryAdd(origin, true) ? Severity.Warning : Severity.Debug,
                $"{origin} cannot be reached ({failure.Message}): going on without what it has, and not asking it again.");
            return;
        }

        switch (failure.Kind)
        {
            case NetworkFailure.Certificate:
                reporter.Report(Severity.Info, $"Could not fetch URL {url}: There was a problem confirming the ssl certificate: {failure.Message} - skipping");
                break;
            case NetworkFailure.Redirects or NetworkFailure.Interrupted:
                // An interrupted page is an error. Otherwise another index might be used instead, as if this one did not have the project.
                throw failure.ToUserError(options.Timeout);
            case NetworkFailure.Status:
                Debug($"Could not fetch URL {url}: {failure.Status} {(failure.Status < 500 ? "Client" : "Server")} Error: {failure.Message} for url: {failure.Url} - skipping");
                break;
            case NetworkFailure.Proxy:
                Debug($"Could not fetch URL {url}: proxy connection error: {failure.Message} - skipping");
                break;
            default:
                Debug($"Could not fetch URL {url}: connection error: {failure.Message} - skipping");
                break;
        }
    }

    private void Debug(string message)
    {
        if (reporter.Shows(Severity.Debug))
        {
            reporter.Report(Severity.Debug, message);
        }
    }

    private bool IsRefreshed(ProjectName project) => _again.ContainsKey(project) || options.Refreshes(project);

    private static (string Url, string? User) Split(string url)
        => LinkUrl.TrySplitCredentials(url, out var without, out var user, out _) ? (without, user) : (url, null);

    internal static bool IsArchive(string url) => ArchiveExtension.IsArchive(LinkUrl.FileName(url));
}
