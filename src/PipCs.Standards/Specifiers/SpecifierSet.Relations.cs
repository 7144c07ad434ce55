using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

public sealed partial class SpecifierSet
{
    /// <summary>Whether no version, and no text either where a clause is <c>===</c>, can satisfy the set (packaging's <c>is_unsatisfiable</c>).</summary>
    /// <param name="prereleases">False: pre-releases are refused, so that a set which admits nothing else cannot be satisfied.</param>
    public bool IsUnsatisfiable(bool? prereleases = null)
    {
        VersionRange range = VersionRange.Full;
        string? literal = null;
        foreach (ref readonly Specifier clause in _clauses.AsSpan())
        {
            if (clause.Operator == SpecifierOperator.Arbitrary)
            {
                literal ??= clause.VersionText;
                if (!string.Equals(literal, clause.VersionText, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
            else
            {
                range = range.And(VersionRange.Of(clause));
            }
        }

        if (literal is null)
        {
            return prereleases == false ? range.HoldsOnlyPrereleases : range.IsEmpty;
        }

        // The text is the one candidate that there is.
        return !Contains(literal, prereleases);
    }

    /// <summary>Whether every version that satisfies this set satisfies the other.</summary>
    /// <exception cref="ArgumentException">A clause is <c>===</c>, which has no range.</exception>
    public bool IsSubsetOf(SpecifierSet other) => VersionRange.Of(this).IsSubsetOf(VersionRange.Of(other));

    /// <summary>Whether every version that satisfies the other set satisfies this one.</summary>
    /// <exception cref="ArgumentException">A clause is <c>===</c>, which has no range.</exception>
    public bool IsSupersetOf(SpecifierSet other) => VersionRange.Of(other).IsSubsetOf(VersionRange.Of(this));

    /// <summary>Whether no version satisfies both sets.</summary>
    /// <exception cref="ArgumentException">A clause is <c>===</c>, which has no range.</exception>
    public bool IsDisjointFrom(SpecifierSet other) => VersionRange.Of(this).IsDisjointFrom(VersionRange.Of(other));
}
