using PipCs.Cache.Packages;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Index.Searching;
using PipCs.Python.Installed;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Searching;

/// <summary>The options of <c>search</c>.</summary>
public sealed record SearchRequest
{
    /// <summary>The words; a project matches if it has any of them.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The base URL of the index that searches.</summary>
    public required string Url { get; init; }

    /// <summary>The time to live of cached package information; null for 24 hours.</summary>
    public TimeSpan? CacheTimeToLive { get; init; }
}

/// <summary>A project that was found.</summary>
/// <param name="Name">Its name as the index spells it.</param>
/// <param name="Latest">Its newest version.</param>
/// <param name="Summary">One line about its purpose; may be empty.</param>
/// <param name="Installed">The installed distribution of the project, or null.</param>
public sealed record FoundProject(string Name, string Latest, string Summary, InstalledDistribution? Installed);

/// <summary><c>search</c>: asks an index by XML-RPC. Where the index has no search, and offline, it searches the names in the cache.</summary>
internal static class Searcher
{
    /// <summary>Searches the index or the cache.</summary>
    /// <returns>The projects that were found, in the index's order; from the cache, the best first.</returns>
    /// <exception cref="UserErrorException">The index has no search or cannot be asked, and the cache has no match.</exception>
    internal static async Task<IReadOnlyList<FoundProject>> RunAsync(SearchRequest request, Session session, CancellationToken cancellationToken)
    {
        var packages = new PackageInformationCache(session.Cache, request.CacheTimeToLive, acceptsStale: session.Index.Offline);
        List<(string Name, string Latest, string Summary)> found;
        if (session.Index.Offline)
        {
            found = CachedListing.Find(request.Words, session, packages);
            if (found.Count == 0)
            {
                session.Reporter.Report(Severity.Warning, "Offline, and the cache knows of nothing that matches.");
            }

            return WithInstalled(found, session);
        }

        try
        {
            found = Join(await IndexSearch.SearchAsync(request.Url, request.Words, session.Index, session.Reporter, cancellationToken).ConfigureAwait(false));
        }
        catch (UserErrorException failure)
        {
            found = CachedListing.Find(request.Words, session, packages);
            if (found.Count == 0)
            {
                throw;
            }

            session.Reporter.Report(Severity.Warning, $"{failure.Message}\nThe names below are those that the cache knows.");
            return WithInstalled(found, session);
        }

        Keep(found, packages);
        return WithInstalled(found, session);
    }

    /// <summary>The highest of several versions. Texts that are no versions are lower than all versions.</summary>
    internal static string Highest(IEnumerable<string> versions) => versions.MaxBy(static text => PackageVersion.TryParse(text, out var version) ? version : (PackageVersion?)null)!;

    /// <summary>Joins the versions of each project, in the order of their first.</summary>
    private static List<(string Name, string Latest, string Summary)> Join(IReadOnlyList<SearchHit> hits)
    {
        var projects = new OrderedDictionary<string, (string Name, string Latest, string Summary)>(StringComparer.Ordinal);
        foreach (var (name, version, summary) in hits)
        {
            if (!projects.TryGetValue(name, out var before) || Highest([before.Latest, version]) != before.Latest)
            {
                projects[name] = (name, version, summary);
            }
        }

        return [.. projects.Values];
    }

    /// <summary>Keeps the index's answer, for times when no index can be asked.</summary>
    private static void Keep(List<(string Name, string Latest, string Summary)> found, PackageInformationCache packages)
    {
        foreach (var (name, latest, summary) in found)
        {
            if (ProjectName.TryParse(name, out _) && PackageVersion.TryParse(latest, out _))
            {
                packages.Set(new PackageInformation { Name = name, Version = latest, Summary = summary, LatestVersion = latest });
            }
        }
    }

    private static List<FoundProject> WithInstalled(List<(string Name, string Latest, string Summary)> found, Session session)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var installed = InstalledDistributions.Scan(session.Interpreter);
        return found.ConvertAll(project => new FoundProject(project.Name, project.Latest, project.Summary, installed.TryGet(ProjectName.Normalize(project.Name), out var distribution) ? distribution : null));
    }
}
