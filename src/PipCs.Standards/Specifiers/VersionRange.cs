using System.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>
/// A set of versions as sorted intervals, such as a specifier admits, with the operations of sets (PEP 440). Two ranges are equal
/// if they contain the same versions. Immutable. Pre-releases are versions like any other here; see <see cref="HoldsOnlyPrereleases"/>.
/// </summary>
/// <remarks>
/// <c>===</c> compares texts, not versions, and has no range. Ranges are for reasoning about specifiers; for a single version
/// <see cref="SpecifierSet.Contains(PackageVersion, bool?)"/> is faster.
/// </remarks>
public sealed partial class VersionRange : IEquatable<VersionRange>
{
    // Ascending; in at an even index, out at an odd one.
    private readonly VersionCut[] _cuts;

    private VersionRange(VersionCut[] cuts) => _cuts = cuts;

    /// <summary>No version.</summary>
    public static VersionRange Empty { get; } = new([]);

    /// <summary>Every version.</summary>
    public static VersionRange Full { get; } = new([VersionCut.Start, VersionCut.End]);

    /// <summary>Whether it holds no version.</summary>
    public bool IsEmpty => _cuts.Length == 0;

    /// <summary>Whether every version in it is a pre-release; true of the empty range.</summary>
    public bool HoldsOnlyPrereleases
    {
        get
        {
            for (int i = 0; i < _cuts.Length; i += 2)
            {
                if (_cuts[i].FirstFinal() is { } final && _cuts[i + 1].IsAbove(final))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The versions that satisfy a specifier (<see cref="Specifier.Contains(PackageVersion)"/>).</summary>
    /// <exception cref="ArgumentException">The specifier is <c>===</c>, which has no range.</exception>
    public static VersionRange Of(Specifier specifier)
    {
        PackageVersion version = specifier.Version;
        return specifier.Operator switch
        {
            SpecifierOperator.Equal => Equal(specifier),
            SpecifierOperator.NotEqual => Equal(specifier).Not(),
            SpecifierOperator.GreaterOrEqual => Between(VersionCut.Before(version), VersionCut.End),
            SpecifierOperator.LessOrEqual => Between(VersionCut.Start, VersionCut.AfterLocals(version)),
            SpecifierOperator.Greater => Between(version.IsPostrelease || version.IsDevrelease ? VersionCut.AfterLocals(version) : VersionCut.AfterPostReleases(version), VersionCut.End),
            SpecifierOperator.Less => Between(VersionCut.Start, VersionCut.Before(version.IsPrerelease ? version : PackageVersion.FromLong(version.ToLong().WithDevelopmentZero()))),
            SpecifierOperator.Compatible => Between(VersionCut.Before(version), NextOf(version, version.ReleaseLength - 1)),
            _ => throw new ArgumentException($"{specifier} compares text and has no range.", nameof(specifier)),
        };
    }

    /// <summary>The versions that satisfy every clause.</summary>
    /// <exception cref="ArgumentException">A clause is <c>===</c>, which has no range.</exception>
    public static VersionRange Of(SpecifierSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        VersionRange range = Full;
        foreach (Specifier clause in set.Clauses)
        {
            range = range.And(Of(clause));
        }

        return range;
    }

    /// <summary>Whether it holds a version.</summary>
    public bool Contains(PackageVersion version)
    {
        int below = 0;
        while (below < _cuts.Length && !_cuts[below].IsAbove(version))
        {
            below++;
        }

        return below % 2 == 1;
    }

    /// <summary>The versions in both.</summary>
    public VersionRange And(VersionRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, needed: 2);
    }

    /// <summary>The versions in either.</summary>
    public VersionRange Or(VersionRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, needed: 1);
    }

    /// <summary>The versions that are not in it.</summary>
    public VersionRange Not()
    {
        bool hasStart = _cuts.Length > 0 && _cuts[0].IsStart;
        bool hasEnd = _cuts.Length > 0 && _cuts[^1].IsEnd;
        return new([.. hasStart ? [] : (VersionCut[])[VersionCut.Start], .. _cuts.AsSpan(hasStart ? 1 : 0, _cuts.Length - (hasStart ? 1 : 0) - (hasEnd ? 1 : 0)), .. hasEnd ? [] : (VersionCut[])[VersionCut.End]]);
    }

    /// <summary>Whether the other range holds all of it.</summary>
    public bool IsSubsetOf(VersionRange other) => And(other).Equals(this);

    /// <summary>Whether the two share no version.</summary>
    public bool IsDisjointFrom(VersionRange other) => And(other).IsEmpty;

    /// <inheritdoc/>
    public bool Equals(VersionRange? other) => other is not null && _cuts.AsSpan().SequenceEqual(other._cuts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionRange);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (VersionCut cut in _cuts)
        {
            hash.Add(cut);
        }

        return hash.ToHashCode();
    }

    /// <summary>The intervals, such as <c>[1.0, 2.0.dev0)</c>, joined by <c> | </c>. A parenthesis excludes its version; at the start of an interval it also excludes the post-releases of a final release.</summary>
    public override string ToString()
    {
        if (IsEmpty)
        {
            return "∅";
        }

        var text = new StringBuilder();
        for (int i = 0; i < _cuts.Length; i += 2)
        {
            text.Append(i == 0 ? "" : " | ").Append(_cuts[i].IsBefore ? '[' : '(').Append(_cuts[i].IsStart ? "-∞" : _cuts[i].Version.ToString());
            text.Append(", ").Append(_cuts[i + 1].IsEnd ? "∞" : _cuts[i + 1].Version.ToString()).Append(_cuts[i + 1].IsBefore || _cuts[i + 1].IsEnd ? ')' : ']');
        }

        return text.ToString();
    }

    private static VersionRange Between(VersionCut from, VersionCut to) => from.CompareTo(to) < 0 ? new([from, to]) : Empty;

    /// <summary>A local label counts only where the clause names one.</summary>
    private static VersionRange Equal(Specifier specifier)
    {
        PackageVersion version = specifier.Version;
        return specifier.IsWildcard ? Between(VersionCut.Before(PackageVersion.FromLong(version.ToLong().WithRelease(version.ToLong().Release, developmentZero: true))), NextOf(version, version.ReleaseLength))
            : Between(VersionCut.Before(version), version.Local is null ? VersionCut.AfterLocals(version) : VersionCut.After(version));
    }

    /// <summary>Before the first release that does not begin as the version does.</summary>
    private static VersionCut NextOf(PackageVersion version, int length)
    {
        LongVersion parts = version.ToLong();
        VersionNumber[] next = parts.Release[..length];
        next[^1] = next[^1].Increment();
        return VersionCut.Before(PackageVersion.FromLong(parts.WithRelease(next, developmentZero: true)));
    }

    /// <summary>Walks over the cuts of both in order and keeps those at which as many as needed begin to hold, or cease to.</summary>
    private VersionRange Combine(VersionRange other, int needed)
    {
        var cuts = new List<VersionCut>(_cuts.Length + other._cuts.Length);
        int left = 0;
        int right = 0;
        bool holds = false;
        while (left < _cuts.Length || right < other._cuts.Length)
        {
            int order = left == _cuts.Length ? 1 : right == other._cuts.Length ? -1 : _cuts[left].CompareTo(other._cuts[right]);
            VersionCut cut = order <= 0 ? _cuts[left] : other._cuts[right];
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
            bool held = holds;
            holds = (left % 2) + (right % 2) >= needed;
            if (holds != held)
            {
                cuts.Add(cut);
            }
        }

        return cuts.Count == 0 ? Empty : new([.. cuts]);
    }
}
