using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

public sealed partial class SpecifierSet
{
    /// <summary>Whether no version can satisfy the set; for a clause <c>===</c>, whether no text can (packaging's <c>is_unsatisfiable</c>).</summary>
    /// <param name="prereleases">False if pre-releases are refused; a set that admits only pre-releases is then unsatisfiable.</param>
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

        // Only this text can satisfy the set.
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
