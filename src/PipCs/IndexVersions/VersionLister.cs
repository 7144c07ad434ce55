using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Installing;
using PipCs.Listing;
using PipCs.Python.Installed;
using PipCs.Resolution.Projects;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.IndexVersions;

/// <summary>The options of <c>index versions</c>.</summary>
public sealed record IndexVersionsRequest
{
    /// <summary>The project, as the person spells it.</summary>
    public required string Query { get; init; }

    /// <summary>The rules by which releases count.</summary>
    public ResolutionOptions Options { get; init; } = new();
}

/// <summary>The versions of a project.</summary>
/// <param name="Query">The project, as the person spells it.</param>
/// <param name="Versions">The versions that may be used, the newest first; never empty.</param>
/// <param name="Installed">The distribution of it that is installed, or null.</param>
public sealed record IndexVersionsResult(string Query, IReadOnlyList<PackageVersion> Versions, InstalledDistribution? Installed);

/// <summary><c>index versions</c>: lists the versions of a project that the index has for this interpreter.</summary>
internal static class VersionLister
{
    /// <summary>Asks the index for the versions.</summary>
    /// <exception cref="UserErrorException">No version may be used.</exception>
    internal static async Task<IndexVersionsResult> RunAsync(IndexVersionsRequest request, Session session, CancellationToken cancellationToken)
    {
        var project = ProjectName.Normalize(request.Query);
        var index = new PackageIndex(session.Index, session.Cache, session.Reporter);
        await using (index.ConfigureAwait(false))
        {
            var rules = NewestReleases.RulesOf(request.Options, session.Interpreter);
            var remembered = RememberedReleases.Of(session.Index, rules, session);
            var versions = remembered?.FindVersions(project);
            if (versions is null)
            {
                versions = await index.GetPageAsync(project, cancellationToken).ConfigureAwait(false) is { } page ? UsableReleases.List(rules, page) : [];
                await index.FlushAsync().ConfigureAwait(false);
                if (versions.Count > 0)
                {
                    remembered?.KeepVersions(project, versions);
                }
            }

            if (versions.Count == 0)
            {
                OfflineGaps.Throw([.. OfflineGaps.Describe(project, index.LackingPages(project))], index);
                throw Errors.NoMatchingDistribution(request.Query);
            }

            _ = InstalledDistributions.Scan(session.Interpreter).TryGet(project, out var installed);
            return new(request.Query, versions, installed);
        }
    }
}
