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
/// What the package-information cache knows of newest releases, for those who gave it a time to live: within it nobody is asked.
/// An entry says from which indexes and by which rules it is; to others it is no answer.
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

    /// <summary>What is remembered; null where the user gave no time to live or none at all (0), and where the answer depends on the time of day.</summary>
    internal static RememberedReleases? Of(IndexOptions index, ResolutionRequest rules, Session session)
        => index.PageLifetime is { Ticks: > 0 } lifetime && NewestReleaseQuestion.Of(rules) is { } question
            ? new(new PackageInformationCache(session.Cache, lifetime, acceptsStale: index.Offline), index, SourceOf(index, question)) : null;

    /// <summary>The newest release as it was remembered beside an installed version; false where that is not known or too old.</summary>
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

    /// <summary>Remembers it.</summary>
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

    /// <summary>All versions of a project as they were remembered, the newest first; null where they are not known or too old.</summary>
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

    /// <summary>Remembers all versions of a project, the newest first, beside the newest one.</summary>
    internal void KeepVersions(ProjectName project, IReadOnlyList<PackageVersion> versions)
        => _cache.Set(new PackageInformation
        {
            Name = project.Value,
            Version = versions[0].ToString(),
            LatestVersion = versions[0].ToString(),
            LatestFrom = _source,
            Versions = [.. versions.Select(static version => version.ToString())],
        });

    /// <summary>A hash: URLs may hold credentials.</summary>
    private static string SourceOf(IndexOptions index, PageQuestion question)
    {
        var text = string.Join('\n', [
            question.Key, index.NoIndex ? "" : index.IndexUrl, .. index.NoIndex ? [] : index.ExtraIndexUrls, "", .. index.FindLinks, "",
            .. index.Pins.Select(static pin => $"{pin.Key}={pin.Value.Url}").Order(StringComparer.Ordinal)]);
        return Convert.ToHexStringLower(XxHash128.Hash(MemoryMarshal.AsBytes(text.AsSpan())));
    }
}
