using PipCs.Diagnostics;
using PipCs.Index.Pages;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Sources;

/// <summary>The local places of <c>--find-links</c> and <c>--index-url</c>: folders, pages and files.</summary>
internal sealed class LocalLinks(IReporter reporter)
{
    private readonly Dictionary<string, FolderListing> _folders = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The URLs of the distributions of a folder, of all projects.</summary>
    internal IReadOnlyList<string> Files(string folder) => Listing(folder).Files;

    /// <summary>The URLs of the HTML pages of a folder.</summary>
    internal IReadOnlyList<string> Pages(string folder) => Listing(folder).Pages;

    /// <summary>Whether a folder may have something of a project: a file that so begins, or a page.</summary>
    internal bool MayHave(ProjectName project, string folder) => Listing(folder) is var listing && (listing.Pages.Count > 0 || listing.Projects.Value.Contains(project));

    /// <summary>Adds the files to which a local page links; a page that cannot be read counts as missing.</summary>
    internal void ReadPage(string url, ProjectPageBuilder builder)
    {
        if (LinkUrl.ToPath(url) is not { } path)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            url = url.EndsWith('/') ? url : url + "/";
            url += "index.html";
            path = Path.Combine(path, "index.html");
        }

        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (LocalFile.IsUnreadable(exception))
        {
            if (reporter.Shows(Severity.Debug))
            {
                reporter.Report(Severity.Debug, $"Could not fetch URL {url}: {LocalFile.Explain(path)} - skipping");
            }

            return;
        }

        if (IsHtml(path))
        {
            builder.AddHtml(url, url, PageReader.Decode(content, "text/html"));
        }
        else
        {
            reporter.Report(Severity.Warning, $"Skipping page {url} because the GET request got Content-Type: text/plain. The only supported Content-Types are application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html, and text/html");
        }
    }

    internal static bool IsHtml(string pathOrUrl)
        => pathOrUrl.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || pathOrUrl.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    private FolderListing Listing(string folder)
    {
        lock (_lock)
        {
            if (!_folders.TryGetValue(folder, out var listing))
            {
                _folders[folder] = listing = List(folder);
            }

            return listing;
        }
    }

    private static FolderListing List(string folder)
    {
        var files = new List<string>();
        var pages = new List<string>();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var url = LinkUrl.FromPath(Path.GetFullPath(path));
            if (IsHtml(path))
            {
                pages.Add(url);
            }
            else if (IndexSource.IsArchive(url))
            {
                files.Add(url);
            }
        }

        return new FolderListing(files, pages, new(() => ProjectsOf(files)));
    }

    /// <summary>The projects to which files may belong. An sdist's file name does not show where the name ends and the version begins, so a file may belong to several.</summary>
    private static HashSet<ProjectName> ProjectsOf(List<string> files)
    {
        var projects = new HashSet<ProjectName>();
        foreach (var url in files)
        {
            var fileName = url.AsSpan(url.LastIndexOf('/') + 1);
            for (var hyphen = fileName.IndexOf('-'); hyphen > 0 && hyphen < fileName.Length; hyphen++)
            {
                if (fileName[hyphen] == '-' && ProjectName.TryParse(fileName[..hyphen], out var project))
                {
                    projects.Add(project);
                }
            }
        }

        return projects;
    }

    private sealed record FolderListing(IReadOnlyList<string> Files, IReadOnlyList<string> Pages, Lazy<HashSet<ProjectName>> Projects);
}
