using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Resolution;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Resolving;

/// <summary>
/// Finds all that an offline resolution lacks, so that a person is told once. It is resolved without saying anything:
/// a candidate whose metadata is lacking counts as one that needs nothing, and what needs a project whose page is lacking is
/// looked at again without that need, until nothing more turns up.
/// </summary>
internal sealed class OfflineGaps : IMetadataSource
{
    private readonly IMetadataSource _source;
    private readonly PackageIndex _index;
    private readonly SortedSet<string> _lacking = new(StringComparer.Ordinal);
    private readonly HashSet<ProjectName> _projects = [];
    private readonly HashSet<string> _urls = new(StringComparer.Ordinal);

    private OfflineGaps(IMetadataSource source, PackageIndex index)
    {
        _source = source;
        _index = index;
    }

    /// <summary>Resolves and says what is lacking.</summary>
    /// <param name="request">What is to be resolved.</param>
    /// <param name="source">Answers from the cache alone.</param>
    /// <param name="index">The index behind it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">Something is lacking. Where there is no solution for another reason nothing is thrown.</exception>
    internal static async Task CheckAsync(ResolutionRequest request, IMetadataSource source, PackageIndex index, CancellationToken cancellationToken)
    {
        var gaps = new OfflineGaps(source, index);
        for (var known = -1; known < gaps._lacking.Count;)
        {
            known = gaps._lacking.Count;
            try
            {
                var rest = request.Requirements.Where(root => !gaps.IsOutOfReach(root.Requirement)).ToList();
                _ = await Resolver.ResolveAsync(request with { Requirements = rest }, gaps, null, cancellationToken).ConfigureAwait(false);
            }
            catch (UserErrorException)
            {
                // Whether it matters shows in what is lacking; else the resolution proper will say the same.
            }
        }

        Throw(gaps._lacking);
    }

    /// <summary>Tells what is lacking, if anything is.</summary>
    /// <exception cref="UserErrorException">Something is.</exception>
    internal static void Throw(IReadOnlyCollection<string> lacking)
    {
        if (lacking.Count > 0)
        {
            throw Errors.NotInCache(lacking);
        }
    }

    /// <summary>The words for pages that are lacking of a project.</summary>
    internal static IEnumerable<string> Describe(ProjectName project, IReadOnlyList<string> pages) => pages.Select(page => $"the page of {project}: {page}");

    /// <inheritdoc/>
    public async ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        var page = await _source.GetPageAsync(project, cancellationToken).ConfigureAwait(false);
        if (page is null && _index.LackingPages(project) is { Count: > 0 } lacking)
        {
            lock (_lacking)
            {
                _projects.Add(project);
                _lacking.UnionWith(Describe(project, lacking));
            }
        }

        return page;
    }

    /// <inheritdoc/>
    public async ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await _source.GetMetadataAsync(candidate, cancellationToken).ConfigureAwait(false);
            return metadata with { RequiresDist = [.. metadata.RequiresDist.Where(requirement => !IsOutOfReach(requirement))] };
        }
        catch (UserErrorException error) when (error.InnerException is NotInCacheException missing)
        {
            Add(missing.Message);
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
            Add(missing.Message);
            lock (_lacking)
            {
                _urls.Add(requirement.Url!);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public bool Supports(Requirement requirement) => _source.Supports(requirement);

    private void Add(string what)
    {
        lock (_lacking)
        {
            _lacking.Add(what);
        }
    }

    private bool IsOutOfReach(Requirement requirement)
    {
        lock (_lacking)
        {
            return requirement.Url is { } url ? _urls.Contains(url) : _projects.Contains(requirement.Project);
        }
    }
}
