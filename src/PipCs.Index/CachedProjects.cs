using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Index.Pages;
using PipCs.Platform;
using PipCs.Standards.FileNames;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>Finds what the cache holds of one project from any index. Entries do not tell their keys, so each is opened.</summary>
public static class CachedProjects
{
    /// <summary>The project's pages and packs of metadata.</summary>
    public static List<CacheEntry> Find(CacheRoot root, ProjectName project)
    {
        var found = CacheContents.List(root, CacheBuckets.Index).FindAll(entry => IsPageOf(entry, project));
        found.AddRange(CacheContents.List(root, CacheBuckets.Metadata).FindAll(entry => IsPackOf(entry, project)));
        return found;
    }

    private static bool IsPageOf(CacheEntry entry, ProjectName project)
    {
        if (!entry.Bucket.TryReadFile(entry.RelativePath, out var payload) || !PageCache.TryReadPage(project, payload, out var page) || page.FileCount == 0)
        {
            return false;
        }

        var fileName = page.GetFile(0).FileName;
        return WheelFileName.TryParse(fileName, out var wheel)
            ? wheel.Project == project
            : fileName.LastIndexOf('-') is > 0 and var end && ProjectName.TryParse(fileName[..end], out var named) && named == project;
    }

    private static bool IsPackOf(CacheEntry entry, ProjectName project)
        => entry.Bucket.OpenPackFile(entry.RelativePath).TryGetAnyHead(out var head) && CoreMetadata.TryReadDependencies(head.Span, out var metadata, out _) && metadata.Project == project;
}
