using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

public sealed partial class SpecifierSet
{
    /// <summary>Keeps the versions that satisfy the set, in their order (packaging's <c>filter</c>).</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="prereleases">
    /// True: admit pre-releases. False: refuse them. Null: admit them if a clause names one, else only if no final release
    /// satisfies the set (PEP 440, handling of pre-releases).
    /// </param>
    public IReadOnlyList<PackageVersion> Filter(IEnumerable<PackageVersion> versions, bool? prereleases = null)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var matching = new List<PackageVersion>();
        foreach (PackageVersion version in versions)
        {
            if (Contains(version))
            {
                matching.Add(version);
            }
        }

        return Prefer(matching, static version => version.IsPrerelease, static _ => true, prereleases);
    }

    /// <summary>The same for texts that need not be versions: <c>===</c> compares them as written, and the empty set admits them all.</summary>
    public IReadOnlyList<string> Filter(IEnumerable<string> texts, bool? prereleases = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var matching = new List<string>();
        foreach (string text in texts)
        {
            if (Contains(text))
            {
                matching.Add(text);
            }
        }

        return Prefer(matching, static text => PackageVersion.TryParse(text, out PackageVersion version) && version.IsPrerelease, static text => PackageVersion.TryParse(text, out _), prereleases);
    }

    private List<T> Prefer<T>(List<T> matching, Predicate<T> isPrerelease, Predicate<T> isVersion, bool? prereleases)
    {
        if ((prereleases ?? Prereleases) == true)
        {
            return matching;
        }

        // What is no version is neither final nor a pre-release.
        if (prereleases is null && !matching.Exists(item => isVersion(item) && !isPrerelease(item)))
        {
            return matching;
        }

        matching.RemoveAll(isPrerelease);
        return matching;
    }
}
