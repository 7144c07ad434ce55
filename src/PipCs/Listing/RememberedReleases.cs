using System.IO.Hashing;
using System.Runtime.InteropServices;
using PipCs.Cache.Packages;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Python.Installed;
using PipCs.Resolution;
using PipCs.Resolution.Projects;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Listing;

/// <summary>
/// Newest releases in the package-information cache. They are used only where the user gave a time to live; within that time no index is asked. An entry
/// records its indexes and rules, and is used for the same ones only.
/// </summary>
internal sealed class RememberedReleases
{
    private readonly PackageInformationCache _cache;
    private readonly IndexOptions _index;
    private readonly string _source;

    private RememberedReleases(PackageInformationCache cache, IndexOptions index, string source)
    {
        _cache = cache;
        _index = index;
        _source = source;
    }

    /// <summary>Opens the cache; null where the user gave no time to live or 0, and where the answer depends on the time of day.</summary>
    internal static RememberedReleases? Of(IndexOptions index, ResolutionRequest rules, Session session)
        => index.PageLifetime is { Ticks: > 0 } lifetime && NewestReleaseQuestion.Of(rules) is { } question
            ? new(new PackageInformationCache(session.Cache, lifetime, acceptsStale: index.Offline), index, SourceOf(index, question)) : null;

    /// <summary>Finds the newest release that was remembered with an installed version; false where there is none or it is too old.</summary>
    internal bool TryFind(InstalledDistribution distribution, out UsableRelease? newest)
    {
        newest = null;
        if (!distribution.HasValidVersion || _index.Refreshes(distribution.Project)
            || !_cache.TryGet(distribution.Project.Value, distribution.Version.ToString(), out var known) || known.LatestFrom != _source)
        {
            return false;
        }

        if (known.LatestVersion is { } text)
        {
            if (!PackageVersion.TryParse(text, out var version))
            {
                return false;
            }

            newest = new UsableRelease(version, known.LatestFileType == "wheel" ? DistributionKind.Wheel : DistributionKind.Sdist);
        }

        return true;
    }

    /// <summary>Remembers the newest release with an installed version.</summary>
    internal void Keep(InstalledDistribution distribution, UsableRelease? newest)
    {
        if (distribution.HasValidVersion)
        {
            _cache.Set(new PackageInformation
            {
                Name = distribution.Project.Value,
                Version = distribution.Version.ToString(),
                LatestVersion = newest?.Version.ToString(),
                LatestFileType = newest is { } release ? release.Kind == DistributionKind.Wheel ? "wheel" : "sdist" : null,
                LatestFrom = _source,
            });
        }
    }

    /// <summary>The remembered versions of a project, the newest first; null where there are none or they are too old.</summary>
    internal IReadOnlyList<PackageVersion>? FindVersions(ProjectName project)
    {
        if (_index.Refreshes(project))
        {
            return null;
        }

        foreach (var known in _cache.GetAll(project.Value))
        {
            if (known.LatestFrom == _source && known.Versions is { Count: > 0 } texts)
            {
                var versions = new List<PackageVersion>(texts.Count);
                foreach (var text in texts)
                {
                    if (PackageVersion.TryParse(text, out var version))
                    {
                        versions.Add(version);
                    }
                }

                return versions.Count == texts.Count ? versions : null;
            }
        }

        return null;
    }

    /// <summary>Remembers all versions of a project, the newest first, in the entry of the newest one.</summary>
    internal void KeepVersions(ProjectName project, IReadOnlyList<PackageVersion> versions)
        => _cache.Set(new PackageInformation
        {
            Name = project.Value,
            Version = versions[0].ToString(),
            LatestVersion = versions[0].ToString(),
            LatestFrom = _source,
            Versions = [.. versions.Select(static version => version.ToString())],
        });

    /// <summary>A hash of the indexes and rules, because URLs may hold credentials.</summary>
    private static string SourceOf(IndexOptions index, PageQuestion question)
    {
        var text = string.Join('\n', [
            question.Key, index.NoIndex ? "" : index.IndexUrl, .. index.NoIndex ? [] : index.ExtraIndexUrls, "", .. index.FindLinks, "",
            .. index.Pins.Select(static pin => $"{pin.Key}={pin.Value.Url}").Order(StringComparer.Ordinal)]);
        return Convert.ToHexStringLower(XxHash128.Hash(MemoryMarshal.AsBytes(text.AsSpan())));
    }
}
