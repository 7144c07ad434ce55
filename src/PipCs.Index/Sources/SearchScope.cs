using System.Collections.Concurrent;
using System.Text;
using PipCs.Diagnostics;
using PipCs.Index.Http;
using PipCs.Index.Pages;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Sources;

/// <summary>
/// All places where a project is looked for, joined in pip's order: single files (the greatest URL first),
/// then the pages of find-links, then those of the indexes.
/// </summary>
internal sealed class SearchScope
{
    private readonly IndexOptions _options;
    private readonly Transport _transport;
    private readonly IndexSource _index;
    private readonly IReporter _reporter;
    private readonly LocalLinks _local;
    private readonly List<string> _indexes = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<FetchedBody?>>> _linkPages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    internal SearchScope(IndexOptions options, Transport transport, IndexSource index, IReporter reporter)
    {
        _options = options;
        _transport = transport;
        _index = index;
        _reporter = reporter;
        _local = new LocalLinks(reporter);
        if (!options.NoIndex)
        {
            _indexes.Add(options.IndexUrl);
            foreach (var url in options.ExtraIndexUrls)
            {
                if (!_indexes.Contains(url))
                {
                    _indexes.Add(url);
                }
            }
        }
    }

    /// <summary>
    /// The URL of the only page that can have files of a project; null where there may be other sources, such as a local folder with files of it, and
    /// where the page needs a
    /// login (different users may see different pages).
    /// </summary>
    internal string? OnlyPageOf(ProjectName project)
    {
        var (indexes, links) = PlacesOf(project);
        return indexes.Count == 1 && links.All(link => IsFolderWithout(link, project)) && IsRemote(indexes[0]) && !LinkUrl.TrySplitCredentials(indexes[0], out _, out _, out _)
            && Uri.TryCreate(indexes[0], UriKind.Absolute, out var uri) && _transport.Trusted.Allows(uri)
            ? ProjectUrl(indexes[0], project) : null;
    }

    /// <summary>Gives the page where no network is needed. The common case is one index whose page is fresh in the cache, alone or with local files beside it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="look">The result of looking in the cache, for the case of one index.</param>
    /// <param name="isAll">Whether there can be no other files.</param>
    internal Task<ProjectPage?>? TryGetAtOnce(ProjectName project, out CacheLook look, out bool isAll)
    {
        look = default;
        var (indexes, links) = PlacesOf(project);
        isAll = links.Count == 0;
        if (indexes.Count != 1 || !IsRemote(indexes[0]) || links.Any(IsRemote))
        {
            return null;
        }

        look = Look(project, ProjectUrl(indexes[0], project));
        return !look.IsFresh ? null
            : isAll ? Task.FromResult<ProjectPage?>(look.Known!.Page)
            : SearchAsync(project, look, CancellationToken.None);
    }

    /// <summary>Searches all sources; null where none has the project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="look">The result of looking in the cache for the page of the one index, where that was done.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<ProjectPage?> SearchAsync(ProjectName project, CacheLook look, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        var pages = new List<Task<ProjectPage?>>();
        var (indexes, links) = PlacesOf(project);
        foreach (var location in links)
        {
            AddLocation(Expand(location), project, isIndex: false, look, files, pages, cancellationToken);
        }

        foreach (var index in indexes)
        {
            AddLocation(ProjectUrl(index, project), project, isIndex: true, look, files, pages, cancellationToken);
        }

        var found = new List<ProjectPage>(pages.Count + 1);
        if (ReadFiles(project, files) is { } single)
        {
            found.Add(single);
        }

        foreach (var page in await Task.WhenAll(pages).ConfigureAwait(false))
        {
            if (page is not null)
            {
                found.Add(page);
            }
        }

        return found.Count == 0 ? null : ProjectPageBuilder.Merge(project, found);
    }

    /// <summary>The indexes and find-links that are searched for a project; for a pinned project, the index of its pin alone.</summary>
    private (IReadOnlyList<string> Indexes, IReadOnlyList<string> Links) PlacesOf(ProjectName project)
        => _options.Pins.Count == 0 || !_options.Pins.TryGetValue(project, out var pin) ? (_indexes, _options.FindLinks)
            : (_options.NoIndex ? [] : [pin.Url], []);

    private void AddLocation(string location, ProjectName project, bool isIndex, CacheLook look, List<string> files, List<Task<ProjectPage?>> pages, CancellationToken cancellationToken)
    {
        string? path = null;
        var url = location;
        if (!IsRemote(location) && (File.Exists(location) || Directory.Exists(location)))
        {
            path = Path.GetFullPath(location);
            url = LinkUrl.FromPath(path) + (location.EndsWith('/') && !path.EndsWith('/') ? "/" : "");
        }
        else if (LinkUrl.IsFile(location))
        {
            path = LinkUrl.ToPath(location) ?? throw Errors.FileOnOtherHost(location);
        }
        else if (location.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(location, UriKind.Absolute, out var uri))
        {
            WarnUntrusted(uri);
            return;
        }
        else if (!IsRemote(location))
        {
            Warn($"Location '{LinkUrl.Redact(location)}' is ignored: it is either a non-existing path or lacks a specific scheme.");
            return;
        }

        if (path is null)
        {
            AddRemote(url, project, isIndex, look, files, pages, cancellationToken);
        }
        else if (Directory.Exists(path))
        {
            if (isIndex)
            {
                pages.Add(Task.FromResult(ReadLocal(project, [url])));
            }
            else
            {
                pages.Add(Task.FromResult(ReadLocal(project, _local.Pages(path))));
                files.AddRange(_local.Files(path));
            }
        }
        else if (!File.Exists(path))
        {
            Warn($"Location '{location}' is ignored: it is neither a file nor a directory.");
        }
        else if (LocalLinks.IsHtml(path))
        {
            pages.Add(Task.FromResult(ReadLocal(project, [url])));
        }
        else
        {
            files.Add(url);
        }
    }

    private void AddRemote(string url, ProjectName project, bool isIndex, CacheLook look, List<string> files, List<Task<ProjectPage?>> pages, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(LinkUrl.RemoveCredentials(url), UriKind.Absolute, out var uri) && !_transport.Trusted.Allows(uri))
        {
            WarnUntrusted(uri);
        }
        else if (!isIndex)
        {
            pages.Add(ReadLinksAsync(url, project, cancellationToken));
        }
        else
        {
            look = look.IsDone ? look : Look(project, url);
            pages.Add(look.IsFresh ? Task.FromResult<ProjectPage?>(look.Known!.Page) : _index.FetchAsync(project, url, look.Known, cancellationToken));
        }

        if (!isIndex)
        {
            files.Add(url);
        }
    }

    private CacheLook Look(ProjectName project, string url)
        => new(IsDone: true, _index.TryGetFresh(project, url, out var known), known);

    /// <summary>Whether a place of links is a folder on this machine that has nothing of a project.</summary>
    private bool IsFolderWithout(string link, ProjectName project)
    {
        var location = Expand(link);
        return (LinkUrl.IsFile(location) ? LinkUrl.ToPath(location) : location) is { } path && Directory.Exists(path)
            && !_local.MayHave(project, Path.GetFullPath(path));
    }

    /// <summary>The page of those single files that belong to a project; null for none.</summary>
    private static ProjectPage? ReadFiles(ProjectName project, List<string> files)
    {
        var builder = new ProjectPageBuilder(project);
        builder.BeginSource("", "");
        files.Sort(static (left, right) => string.CompareOrdinal(right, left));
        foreach (var url in files)
        {
            builder.Add(new ProjectFileEntry { Url = Encoding.UTF8.GetBytes(url) });
        }

        return builder.Count == 0 ? null : builder.Build();
    }

    private ProjectPage? ReadLocal(ProjectName project, IReadOnlyList<string> urls)
    {
        var builder = new ProjectPageBuilder(project);
        foreach (var url in urls)
        {
            _local.ReadPage(url, builder);
        }

        return builder.Count == 0 ? null : builder.Build();
    }

    /// <summary>A page of links is fetched once a run and read for each project.</summary>
    private async Task<ProjectPage?> ReadLinksAsync(string url, ProjectName project, CancellationToken cancellationToken)
    {
        var fetched = _linkPages.GetOrAdd(url, key => new(() => _index.FetchLinksAsync(key, cancellationToken)));
        return await fetched.Value.ConfigureAwait(false) is { } body && PageReader.Read(project, body, out _) is { FileCount: > 0 } page ? page : null;
    }

    private void WarnUntrusted(Uri uri)
        => _reporter.Report(
            Severity.Warning,
            $"The repository located at {uri.Host} is not a trusted or secure host and is being ignored. If this repository is available via HTTPS we recommend you use HTTPS instead, otherwise you may silence this warning and allow it anyway with '--trusted-host {uri.Host}'.");

    private void Warn(string message)
    {
        if (_told.TryAdd(message, true))
        {
            _reporter.Report(Severity.Warning, message);
        }
    }

    private static bool IsRemote(string location)
        => location.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static string ProjectUrl(string index, ProjectName project)
        => string.Concat(index, index.Length == 0 || index.EndsWith('/') ? "" : "/", LinkUrl.Quote(project.Value), "/");

    private string Expand(string location)
        => location.StartsWith('~') && _options.Environment("HOME") is { } home && (location.Length == 1 || location[1] == '/')
            && (home + location[1..]) is var expanded && (Directory.Exists(expanded) || File.Exists(expanded)) ? expanded : location;
}

/// <summary>The result of looking for a project's page in the cache.</summary>
/// <param name="IsDone">Whether the cache was searched at all.</param>
/// <param name="IsFresh">Whether the page may be used without asking the server.</param>
/// <param name="Known">The page; null for none.</param>
internal readonly record struct CacheLook(bool IsDone, bool IsFresh, CachedPage? Known);
