using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Resolution;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;

namespace PipCs.Resolving;

/// <summary>
/// Finds everything that an offline resolution lacks, so that one error lists it all. It resolves silently, as if nothing lacked: a candidate without
/// cached metadata gets no dependencies, and requirements on projects without a cached page are dropped. It repeats this until no new gap is found, and
/// then reports the gaps of the chosen distributions only.
/// </summary>
internal sealed class OfflineGaps : IMetadataSource
{
    private readonly IMetadataSource _source;
    private readonly PackageIndex _index;
    private readonly ConcurrentDictionary<ProjectName, IReadOnlyList<string>> _pages = new();
    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(ProjectName Project, PackageVersion Version), string> _metadata = new();
    private readonly ConcurrentDictionary<(ProjectName Project, PackageVersion Version), IReadOnlyList<Requirement>> _dropped = new();

    private OfflineGaps(IMetadataSource source, PackageIndex index)
    {
        _source = source;
        _index = index;
    }

    private int Count => _pages.Count + _urls.Count + _metadata.Count;

    /// <summary>Resolves, and throws if anything lacks.</summary>
    /// <param name="request">The request to resolve.</param>
    /// <param name="source">The source, which has the cache alone.</param>
    /// <param name="index">The index behind the source.</param>
    /// <param name="lackingFile">Gives the URL of the file that a distribution needs and the cache lacks; null where nothing lacks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">Something lacks. Where there is no solution for another reason, nothing is thrown, because the real resolution will throw its error.</exception>
    internal static async Task CheckAsync(ResolutionRequest request, IMetadataSource source, PackageIndex index, Func<ResolvedDistribution, string?> lackingFile, CancellationToken cancellationToken)
    {
        var gaps = new OfflineGaps(source, index);
        var installed = request.Installed.ToDictionary(pair => pair.Key, pair => gaps.Watch(pair.Value));
        ResolutionResult? result = null;
        for (var known = -1; known < gaps.Count;)
        {
            known = gaps.Count;
            try
            {
                var rest = request.Requirements.Where(root => !gaps.IsOutOfReach(root.Requirement)).ToList();
                result = await Resolver.ResolveAsync(request with { Requirements = rest, Installed = installed }, gaps, null, cancellationToken).ConfigureAwait(false);
            }
            catch (UserErrorException)
            {
                result = null;
            }
        }

        if (result is not null)
        {
            Throw(gaps.LackingFor(request, result, lackingFile), index);
        }
    }

    /// <summary>Throws the error that lists what lacks; does nothing for an empty list.</summary>
    /// <exception cref="UserErrorException">The list is not empty.</exception>
    internal static void Throw(IReadOnlyCollection<string> lacking, PackageIndex index)
    {
        if (lacking.Count > 0)
        {
            throw Errors.NotInCache(lacking.Order(StringComparer.Ordinal), index.OfflineHint);
        }
    }

    /// <summary>The words for missing pages of a project.</summary>
    internal static IEnumerable<string> Describe(ProjectName project, IReadOnlyList<string> pages) => pages.Select(page => $"the page of {project}: {page}");

    /// <summary>The words for a missing file.</summary>
    internal static string DescribeFile(string url) => $"the file {LinkUrl.Redact(url)}";

    /// <inheritdoc/>
    public async ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        var page = await _source.GetPageAsync(project, cancellationToken).ConfigureAwait(false);
        if (page is null && _index.LackingPages(project) is { Count: > 0 } lacking)
        {
            _pages[project] = lacking;
        }

        return page;
    }

    /// <inheritdoc/>
    public async ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var key = (candidate.Project, candidate.Version);
        try
        {
            return Drop(key, await _source.GetMetadataAsync(candidate, cancellationToken).ConfigureAwait(false));
        }
        catch (UserErrorException error) when (error.InnerException is NotInCacheException missing)
        {
            _metadata[key] = missing.Message;
            return new DependencyMetadata { Name = candidate.Project.Value, Version = candidate.Version };
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.GetDirectAsync(requirement, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException error) when (error.InnerException is NotInCacheException missing)
        {
            _urls[requirement.Url!] = missing.Message;
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Supports(Requirement requirement) => _source.Supports(requirement);

    private InstalledCandidate Watch(InstalledCandidate candidate) => new()
    {
        Project = candidate.Project,
        Version = candidate.Version,
        ReadMetadata = () => Drop((candidate.Project, candidate.Version), candidate.ReadMetadata()),
        DirectUrl = candidate.DirectUrl,
        IsEditable = candidate.IsEditable,
    };

    /// <summary>Drops the requirements that need something missing.</summary>
    private DependencyMetadata Drop((ProjectName Project, PackageVersion Version) key, DependencyMetadata metadata)
    {
        if (!metadata.RequiresDist.Any(IsOutOfReach))
        {
            return metadata;
        }

        _dropped[key] = [.. metadata.RequiresDist.Where(IsOutOfReach)];
        return metadata with { RequiresDist = [.. metadata.RequiresDist.Where(requirement => !IsOutOfReach(requirement))] };
    }

    private bool IsOutOfReach(Requirement requirement) => requirement.Url is { } url ? _urls.ContainsKey(url) : _pages.ContainsKey(requirement.Project);

    private SortedSet<string> LackingFor(ResolutionRequest request, ResolutionResult result, Func<ResolvedDistribution, string?> lackingFile)
    {
        var lacking = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in request.Requirements)
        {
            Add(root.Requirement, lacking);
        }

        foreach (var resolved in result.Distributions)
        {
            var key = (resolved.Candidate.Project, resolved.Candidate.Version);
            if (_metadata.TryGetValue(key, out var missing))
            {
                lacking.Add(missing);
            }
            else if (lackingFile(resolved) is { } url)
            {
                lacking.Add(DescribeFile(url));
            }

            if (!request.Options.IgnoreDependencies && _dropped.TryGetValue(key, out var dropped))
            {
                foreach (var requirement in dropped.Where(requirement => Applies(requirement, resolved, request)))
                {
                    Add(requirement, lacking);
                }
            }
        }

        return lacking;
    }

    private void Add(Requirement requirement, SortedSet<string> lacking)
    {
        if (requirement.Url is { } url)
        {
            if (_urls.TryGetValue(url, out var missing))
            {
                lacking.Add(missing);
            }
        }
        else if (_pages.TryGetValue(requirement.Project, out var pages))
        {
            lacking.UnionWith(Describe(requirement.Project, pages));
        }
    }

    private static bool Applies(Requirement requirement, ResolvedDistribution resolved, ResolutionRequest request)
        => requirement.Marker is not { } marker || marker.Evaluate(request.Environment, "") || resolved.Extras.Any(extra => marker.Evaluate(request.Environment, extra));
}
