using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>The traits of a requirement that matter to pip's order of decisions and to the rules for pre-releases.</summary>
[Flags]
internal enum RequirementTraits : byte
{
    None = 0,

    /// <summary>It has a specifier.</summary>
    Unfree = 1,

    /// <summary>It limits the version from above.</summary>
    UpperBounded = 2,

    /// <summary>It has <c>==</c> (without wildcard) or <c>===</c>.</summary>
    Pinned = 4,

    /// <summary>It has a URL.</summary>
    Direct = 8,

    /// <summary>A specifier names a pre-release.</summary>
    NamesPrerelease = 16,
}

/// <summary>Reads the traits of specifiers.</summary>
internal static class SpecifierTraits
{
    internal static RequirementTraits Of(SpecifierSet specifier)
    {
        if (specifier.IsEmpty)
        {
            return RequirementTraits.None;
        }

        var traits = RequirementTraits.Unfree;
        IReadOnlyList<Specifier> clauses = specifier.Clauses;
        for (int i = 0; i < clauses.Count; i++)
        {
            Specifier clause = clauses[i];
            switch (clause.Operator)
            {
                case SpecifierOperator.Less or SpecifierOperator.LessOrEqual or SpecifierOperator.Compatible:
                    traits |= RequirementTraits.UpperBounded;
                    break;
                case SpecifierOperator.Equal:
                    traits |= clause.IsWildcard ? RequirementTraits.UpperBounded : RequirementTraits.Pinned;
                    break;
                case SpecifierOperator.Arbitrary:
                    traits |= RequirementTraits.Pinned;
                    break;
            }
        }

        if (specifier.Prereleases == true)
        {
            traits |= RequirementTraits.NamesPrerelease;
        }

        return traits;
    }
}
