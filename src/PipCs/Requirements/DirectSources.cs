using PipCs.Resolution;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Projects;

namespace PipCs.Requirements;

/// <summary>Classifies the source that a URL or path names.</summary>
internal static class DirectSources
{
    /// <summary>Whether a text begins with a version control system and a plus sign.</summary>
    internal static bool IsRepository(string text) => VersionControlNames.Of(text) is not null;

    /// <summary>The source behind a URL: a repository, a folder, or an archive.</summary>
    /// <param name="url">The URL, which may have a fragment.</param>
    /// <param name="isEditable">Whether it is to be installed editable.</param>
    internal static DistributionSource.Direct Of(string url, bool isEditable = false)
    {
        if (VersionControlNames.Of(url) is { } system)
        {
            return RepositoryOf(url, system, isEditable);
        }

        var bare = LinkUrl.WithoutFragment(url);
        return LinkUrl.ToPath(bare) is { } path && (isEditable || Directory.Exists(path))
            ? new DistributionSource.SourceTree(url, path, isEditable)
            : new DistributionSource.Archive(url, LinkUrl.FileName(bare).EndsWith(".whl", StringComparison.OrdinalIgnoreCase) ? DistributionKind.Wheel : DistributionKind.Sdist);
    }

    private static DistributionSource.Repository RepositoryOf(string url, string system, bool isEditable)
    {
        var repository = LinkUrl.WithoutFragment(url)[(system.Length + 1)..];
        string? revision = null;

        // A user name before the host ends in @ too, so only an @ in the path begins a revision.
        var path = repository.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? repository.IndexOf('/', scheme + 3) : repository.IndexOf(':', StringComparison.Ordinal);
        if (path >= 0 && repository.LastIndexOf('@') is var at && at > path)
        {
            revision = repository[(at + 1)..];
            repository = repository[..at];
        }

        return new(url, system, repository, revision, isEditable);
    }
}
