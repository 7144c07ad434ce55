using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

public readonly partial struct Specifier
{
    /// <summary>Whether the version satisfies this clause, pre-releases not treated specially.</summary>
    public bool Contains(PackageVersion version)
    {
        ulong key = version.SortKey;
        return key != 0 && _keys.IsKnown ? _keys.Contains(key) : ContainsLong(version);
    }

    /// <summary>The interval of <see cref="PackageVersion.SortKey"/>s that satisfy this clause (or, with <paramref name="isOutside"/>, all outside of it); false where <see cref="Contains(PackageVersion)"/> must be called for each version.</summary>
    public bool TryGetKeyInterval(out ulong first, out ulong end, out bool isOutside)
    {
        (first, end, isOutside) = _keys.Interval;
        return _keys.IsKnown;
    }

    /// <summary>Whether a text that may be no version satisfies this clause: only <c>===</c> can accept one.</summary>
    public bool Contains(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Operator == SpecifierOperator.Arbitrary
            ? string.Equals(text.ToLowerInvariant(), VersionText.ToLowerInvariant(), StringComparison.Ordinal)
            : PackageVersion.TryParse(text, out PackageVersion version) && Contains(version);
    }

    private bool ContainsLong(PackageVersion candidate)
    {
        if (candidate.IsDefault)
        {
            return false;
        }

        if (Operator == SpecifierOperator.Arbitrary)
        {
            return Contains(candidate.ToString());
        }

        LongVersion version = candidate.ToLong();
        LongVersion bound = Version.ToLong();
        return Operator switch
        {
            SpecifierOperator.Equal => IsWildcard ? HasPrefix(version, bound, bound.Release.Length) : IsEqual(version, bound),
            SpecifierOperator.NotEqual => !(IsWildcard ? HasPrefix(version, bound, bound.Release.Length) : IsEqual(version, bound)),
            SpecifierOperator.GreaterOrEqual => LongVersion.Compare(version, bound) >= 0,
            SpecifierOperator.LessOrEqual => LongVersion.ComparePublic(version, bound) <= 0,
            SpecifierOperator.Compatible => LongVersion.Compare(version, bound) >= 0 && IsBelowNext(version, bound, bound.Release.Length - 1),
            SpecifierOperator.Less => IsLess(version, bound),
            _ => IsGreater(version, bound),
        };
    }

    /// <summary>A local label counts only where the clause names one.</summary>
    private static bool IsEqual(LongVersion version, LongVersion bound)
        => bound.Local.Length > 0 ? LongVersion.Compare(version, bound) == 0 : LongVersion.ComparePublic(version, bound) == 0;

    private static bool HasPrefix(LongVersion version, LongVersion bound, int length)
        => LongVersion.CompareRelease(version, bound) >= 0 && IsBelowNext(version, bound, length);

    /// <summary>Whether the version is below the first release that does not begin as the bound does.</summary>
    private static bool IsBelowNext(LongVersion version, LongVersion bound, int length)
    {
        VersionNumber[] next = bound.Release[..length];
        next[^1] = next[^1].Increment();
        return LongVersion.CompareRelease(version, bound.WithRelease(next, developmentZero: true)) < 0;
    }

    /// <summary>Pre-releases of the bound are not below it, unless it is one.</summary>
    private static bool IsLess(LongVersion version, LongVersion bound)
        => bound.IsPrerelease ? LongVersion.Compare(version, bound) < 0
            : bound.Post is null ? LongVersion.CompareRelease(version, bound) < 0
            : LongVersion.Compare(version, bound.WithDevelopmentZero()) < 0;

    /// <summary>Post-releases and local versions of the bound are not above it, unless it is a post-release.</summary>
    private static bool IsGreater(LongVersion version, LongVersion bound)
        => bound.Post is not null || bound.Dev is not null
            ? LongVersion.ComparePublic(version, bound) > 0
            : LongVersion.Compare(version, bound) > 0 && !LongVersion.IsSameUpToPre(version, bound);
}
