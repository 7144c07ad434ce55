using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>
/// The sort keys that satisfy a specifier: an interval on the ring of 64-bit numbers, so that all outside of an interval is one too. Every operator
/// has one where its version has a key; then a version with a key is judged by one comparison.
/// </summary>
internal readonly struct KeyRange
{
    private readonly ulong _first;
    private readonly ulong _length;

    private KeyRange(ulong first, ulong end)
    {
        _first = first;
        _length = end - first;
    }

    /// <summary>Whether keys can be judged at all.</summary>
    public bool IsKnown => _length != 0;

    /// <summary>The interval, or the one that is left out.</summary>
    public (ulong First, ulong End, bool IsOutside) Interval
    {
        get
        {
            ulong end = _first + _length;
            return end < _first ? (end, _first, true) : (_first, end, false);
        }
    }

    /// <summary>Whether the key satisfies the specifier.</summary>
    public bool Contains(ulong key) => key - _first < _length;

    /// <summary>All other keys.</summary>
    private KeyRange Outside => new(_first + _length, _first);

    /// <summary>The keys of a specifier; unknown where it has a version without key.</summary>
    public static KeyRange Create(SpecifierOperator comparison, bool isWildcard, PackageVersion version)
    {
        ulong key = version.SortKey;
        if (key == 0 || comparison == SpecifierOperator.Arbitrary)
        {
            return default;
        }

        ulong after = key + VersionKey.Step;
        return comparison switch
        {
            SpecifierOperator.GreaterOrEqual => new KeyRange(key, ulong.MaxValue),
            SpecifierOperator.LessOrEqual => new KeyRange(0, after),
            SpecifierOperator.Equal => isWildcard ? Prefix(version, key, dropLast: false) : new KeyRange(key, after),
            SpecifierOperator.NotEqual => (isWildcard ? Prefix(version, key, dropLast: false) : new KeyRange(key, after)).Outside,
            SpecifierOperator.Compatible => Prefix(version, key, dropLast: true),
            SpecifierOperator.Less => Less(version, key),
            _ => Greater(version, key, after),
        };
    }

    private static KeyRange Prefix(PackageVersion version, ulong key, bool dropLast)
    {
        Span<ulong> release = stackalloc ulong[16];
        int length = version.CopyRelease(release);
        if (length < 0)
        {
            return default;
        }

        if (dropLast)
        {
            length--;
        }
        else if (!VersionKey.TryGetReleaseRange(release[..length], out key, out _))
        {
            return default;
        }

        release[length - 1]++;
        return VersionKey.TryGetReleaseRange(release[..length], out ulong next, out _) ? new KeyRange(key, next) : default;
    }

    private static KeyRange Less(PackageVersion version, ulong key)
    {
        if (version.IsFinal)
        {
            return new KeyRange(0, VersionKey.FirstOfFinal(key));
        }

        if (version.IsPrerelease)
        {
            return new KeyRange(0, key);
        }

        Span<ulong> release = stackalloc ulong[16];
        int length = version.CopyRelease(release);
        if (length < 0)
        {
            return default;
        }

        VersionKey.Suffix suffix = version.GetSuffix();
        ulong bound = VersionKey.Encode(release[..length], new VersionKey.Suffix { HasPost = true, Post = suffix.Post, HasDev = true });
        return bound == 0 ? default : new KeyRange(0, bound);
    }

    private static KeyRange Greater(PackageVersion version, ulong key, ulong after)
    {
        if (version.IsFinal)
        {
            return new KeyRange(VersionKey.EndOfFinal(key), ulong.MaxValue);
        }

        VersionKey.Suffix suffix = version.GetSuffix();
        if (suffix.HasPost || suffix.HasDev)
        {
            return new KeyRange(after, ulong.MaxValue);
        }

        Span<ulong> release = stackalloc ulong[16];
        int length = version.CopyRelease(release);
        return length >= 0 && VersionKey.TryGetEnd(release[..length], suffix.Pre, suffix.PreNumber, out ulong end) ? new KeyRange(end, ulong.MaxValue) : default;
    }
}
