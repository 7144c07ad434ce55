using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>Finds the wording of each version's requirement. The solver has only one fact for several versions whose requirements admit the same candidates.</summary>
internal static class StatedDependency
{
    /// <summary>The versions that a fact stands for, newest first, each with its requirement.</summary>
    internal static IEnumerable<(int Position, Dependency Dependency)> AllOf(Incompatibility fact)
    {
        for (int position = Positions.HighestBelow(fact.Sets[0], int.MaxValue); position > 0; position = Positions.HighestBelow(fact.Sets[0], position))
        {
            yield return (position, At(fact, position));
        }
    }

    /// <summary>The requirement of the asker at a position that the fact stands for.</summary>
    internal static Dependency At(Incompatibility fact, int position)
    {
        Dependency stated = ((DependencyReason)fact.Reason).Dependency;
        SolverPackage parent = fact.Packages[0];
        SolverPackage target = fact.Target!;
        if (parent.Project is null)
        {
            return stated;
        }

        VersionChoice choice = parent.Project.ChoiceAt(position);
        Dependency[] own = ExtraOf(fact) is not { } extra ? choice.Dependencies ?? []
            : choice.ExtraDependencies?.GetValueOrDefault(extra) ?? [];
        ulong[] admitted = stated.PositionsIn(target.Project!.Versions);
        foreach (Dependency dependency in own)
        {
            if (dependency.Target == stated.Target
                && (target.Extra is null || Array.IndexOf(dependency.Extras, target.Extra) >= 0)
                && (target.Extra is not null || IsSameChoice(dependency.PositionsIn(target.Project.Versions), position)))
            {
                return dependency;
            }
        }

        return stated;

        // A requirement that excludes its own version is enough for the conflict, whatever else the requirement admits.
        bool IsSameChoice(ulong[] other, int own) => target == parent
            ? !Positions.Contains(other, own)
            : Positions.AreEqual(Positions.Intersection(other, target.Universe), Positions.Intersection(admitted, target.Universe));
    }

    /// <summary>The asker's extra that adds the requirement; null for a requirement without extra.</summary>
    internal static string? ExtraOf(Incompatibility fact)
        => fact.Packages.Length > 1 && fact.Packages[1] is { Extra: { } extra } asker && asker.Base == fact.Packages[0] && asker != fact.Target ? extra : null;
}
