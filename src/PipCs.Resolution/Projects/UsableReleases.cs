using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Projects;

/// <summary>
/// The releases on a page that the rules of a request admit: not yanked, of an admitted format, suiting the interpreter, and
/// final unless pre-releases are asked for. <c>list --outdated</c> and <c>index versions</c> use it. Unlike the solver, they never fall back on pre-releases.
/// </summary>
public static class UsableReleases
{
    /// <summary>The newest release and whether it comes as a wheel; null where there is none. Searches from the end of the page and stops at the first hit that no other can beat.</summary>
    /// <exception cref="Diagnostics.UserErrorException">The time of upload counts, and the index does not give it.</exception>
    public static UsableRelease? FindNewest(ResolutionRequest request, ProjectPage page)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(page);
        var files = new FileJudgement(request, page);
        var prereleases = request.Options.Releases.Prereleases(page.Project) == true;
        UsableRelease? newest = null;
        for (var index = page.VersionCount - 1; index >= 0; index--)
        {
            if (KindOf(page, index, files) is { } kind && IsAdmitted(page, index, prereleases))
            {
                // With --prefer-binary every wheel comes before every sdist.
                if (!request.Options.PreferBinary || kind == DistributionKind.Wheel)
                {
                    return new(page.GetVersion(index), kind);
                }

                newest ??= new(page.GetVersion(index), kind);
            }
        }

        return newest;
    }

    /// <summary>All versions, the newest first.</summary>
    /// <exception cref="Diagnostics.UserErrorException">The time of upload counts, and the index does not give it.</exception>
    public static IReadOnlyList<PackageVersion> List(ResolutionRequest request, ProjectPage page)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(page);
        var files = new FileJudgement(request, page);
        var prereleases = request.Options.Releases.Prereleases(page.Project) == true;
        var versions = new List<PackageVersion>();
        for (var index = page.VersionCount - 1; index >= 0; index--)
        {
            if (KindOf(page, index, files) is not null && IsAdmitted(page, index, prereleases))
            {
                versions.Add(page.GetVersion(index));
            }
        }

        return versions;
    }

    private static bool IsAdmitted(ProjectPage page, int index, bool prereleases) => prereleases || !page.GetVersion(index).IsPrerelease;

    /// <summary>Wheel if a usable wheel is there, sdist if only a usable sdist is; null where no file is usable.</summary>
    private static DistributionKind? KindOf(ProjectPage page, int index, FileJudgement files)
    {
        DistributionKind? kind = null;
        var (first, count) = page.GetFiles(index);
        for (var at = first; at < first + count; at++)
        {
            var file = page.GetFile(at);
            if (!file.IsYanked && files.IsUsable(file))
            {
                if (file.Kind == DistributionKind.Wheel)
                {
                    return DistributionKind.Wheel;
                }

                kind = DistributionKind.Sdist;
            }
        }

        return kind;
    }
}

/// <summary>A release that may be used.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Kind">Whether a wheel of it may be used, or an sdist only.</param>
public readonly record struct UsableRelease(PackageVersion Version, DistributionKind Kind);
