using System.Diagnostics.CodeAnalysis;
using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Index.Pages;
using PipCs.Platform;
using PipCs.Standards.FileNames;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>Finds the cached data of one project from all indexes. The keys of entries are hashed, so each entry is opened.</summary>
public static class CachedProjects
{
    /// <summary>The project's pages and packs of metadata, and the answers to many projects of which its is one.</summary>
    public static List<CacheEntry> Find(CacheRoot root, ProjectName project)
    {
        var found = CacheContents.List(root, CacheBuckets.Index).FindAll(entry => IsPageOf(entry, project));
        found.AddRange(CacheContents.List(root, CacheBuckets.Answers).FindAll(entry => AreAnswersOf(entry, project)));
        found.AddRange(CacheContents.List(root, CacheBuckets.Metadata).FindAll(entry => IsPackOf(entry, project)));
        return found;
    }

    /// <summary>Pages that are no longer fresh, with their records of freshness, and records of pages that are gone.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="lifetime">How long pages are fresh, in place of the servers' values; null for those.</param>
    /// <param name="time">The clock.</param>
    public static List<CacheEntry> FindExpired(CacheRoot root, TimeSpan? lifetime, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var fresh = new HashSet<long>();
        var known = new List<(CacheEntry Entry, long Stamp)>();
        foreach (var entry in CacheContents.List(root, CacheBuckets.Index))
        {
            if (!entry.IsFolder && entry.Bucket.TryReadFile(entry.RelativePath, out var payload) && PageCache.TryReadFreshness(payload.Span, out var stamp, out var freshness))
            {
                known.Add((entry, stamp));
                _ = freshness.IsFresh(now, lifetime) && fresh.Add(stamp);
            }
        }

        return [.. known.Where(item => !fresh.Contains(item.Stamp)).Select(static item => item.Entry)];
    }

    /// <summary>The cached pages of all indexes, however old, each with its project, in no order.</summary>
    public static IEnumerable<ProjectPage> ListPages(CacheRoot root)
    {
        foreach (var entry in CacheContents.List(root, CacheBuckets.Index))
        {
            if (TryRead(entry, out var page))
            {
                yield return page;
            }
        }
    }

    /// <summary>The cached answers to questions about many projects (<see cref="PageQuestion"/>), however old, each with its project, in no order. A project may come several times.</summary>
    public static IEnumerable<(ProjectName Project, ReadOnlyMemory<byte> Answer)> ListAnswers(CacheRoot root)
    {
        foreach (var entry in CacheContents.List(root, CacheBuckets.Answers))
        {
            var answers = new List<(ProjectName, ReadOnlyMemory<byte>)>();
            if (entry.Bucket.TryReadFile(entry.RelativePath, out var payload))
            {
                KeptAnswers.Read(payload, (url, answer) =>
                {
                    if (ProjectName.TryParse(LinkUrl.Unquote(LinkUrl.FileName(url.TrimEnd('/'))), out var project))
                    {
                        answers.Add((project, answer.Value));
                    }
                });
            }

            foreach (var answer in answers)
            {
                yield return answer;
            }
        }
    }

    private static bool IsPageOf(CacheEntry entry, ProjectName project) => TryRead(entry, out var page) && page.Project == project;

    /// <summary>Reads a page. Its project is found from the name of its first file.</summary>
    private static bool TryRead(CacheEntry entry, [NotNullWhen(true)] out ProjectPage? page)
    {
        page = null;
        return entry.Bucket.TryReadFile(entry.RelativePath, out var payload)
            && PageCache.TryReadPage(default, payload, out var nameless) && nameless.FileCount > 0
            && ProjectOf(nameless.GetFile(0).FileName) is { } project
            && PageCache.TryReadPage(project, payload, out page);
    }

    private static ProjectName? ProjectOf(string fileName)
        => WheelFileName.TryParse(fileName, out var wheel) ? wheel.Project
            : fileName.LastIndexOf('-') is > 0 and var end && ProjectName.TryParse(fileName[..end], out var named) ? named
            : null;

    private static bool AreAnswersOf(CacheEntry entry, ProjectName project)
    {
        var isIn = false;
        if (entry.Bucket.TryReadFile(entry.RelativePath, out var payload))
        {
            KeptAnswers.Read(payload, (url, _) => isIn |= url.EndsWith($"/{project.Value}/", StringComparison.Ordinal));
        }

        return isIn;
    }

    private static bool IsPackOf(CacheEntry entry, ProjectName project)
        => entry.Bucket.OpenPackFile(entry.RelativePath).TryGetAnyHead(out var head) && CoreMetadata.TryReadDependencies(head.Span, out var metadata, out _) && metadata.Project == project;
}
