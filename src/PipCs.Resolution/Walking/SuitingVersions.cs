using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Walking;

/// <summary>Finds the versions that suit all needs in force, by pip's rules for the needs together.</summary>
internal static class SuitingVersions
{
    /// <summary>The positions that suit.</summary>
    /// <param name="project">The project.</param>
    /// <param name="needs">The needs on it, or on it with extras.</param>
    /// <param name="plainNeeds">For needs on it with extras, those on the project itself.</param>
    /// <param name="prereleases">Whether pre-releases are wanted (true), never used (false), or used by packaging's rule (null).</param>
    internal static ulong[] Of(ProjectState project, ReadOnlySpan<WalkNeed> needs, ReadOnlySpan<WalkNeed> plainNeeds, bool? prereleases)
    {
        ProjectVersions versions = project.Versions;
        var suiting = new ulong[versions.Words];
        if (needs.Length + plainNeeds.Length == 0)
        {
            // pip finds no candidates for a node that nothing needs any more.
            return suiting;
        }

        Array.Fill(suiting, ulong.MaxValue);
        RequirementTraits traits = Restrict(suiting, needs, versions) | Restrict(suiting, plainNeeds, versions);
        if (project.Constraint is { } constraint)
        {
            Positions.Intersect(suiting, constraint.PositionsIn(versions), suiting);
            traits |= constraint.Traits;
        }

        if ((traits & RequirementTraits.Direct) != 0)
        {
            Positions.Remove(suiting, Positions.Absent);
            return suiting;
        }

        KeepUsable(suiting, project.Classes, traits, prereleases);
        return suiting;
    }

    private static void KeepUsable(ulong[] suiting, VersionClasses classes, RequirementTraits traits, bool? prereleases)
    {
        bool takesPrereleases = prereleases ?? (traits & RequirementTraits.NamesPrerelease) != 0;
        bool hasFinal = Positions.Intersects(suiting, classes.Finals);
        takesPrereleases |= prereleases is null && !hasFinal && !Positions.Intersects(suiting, classes.YankedFinals);
        bool hasUnyanked = hasFinal || (takesPrereleases && Positions.Intersects(suiting, classes.Prereleases));
        bool takesYanked = (traits & RequirementTraits.Pinned) != 0 && !hasUnyanked;
        ulong[] finals = takesYanked ? classes.YankedFinals : classes.Finals;
        ulong[] prereleaseClass = takesYanked ? classes.YankedPrereleases : classes.Prereleases;
        for (int i = 0; i < suiting.Length; i++)
        {
            suiting[i] &= finals[i] | (takesPrereleases ? prereleaseClass[i] : 0) | classes.Always[i];
        }
    }

    private static RequirementTraits Restrict(ulong[] suiting, ReadOnlySpan<WalkNeed> needs, ProjectVersions versions)
    {
        var traits = RequirementTraits.None;
        foreach (WalkNeed need in needs)
        {
            ulong[] suits = need.Dependency is { } dependency ? dependency.PositionsIn(versions) : Positions.Of(versions.Words, need.Exact);
            Positions.Intersect(suiting, suits, suiting);
            traits |= need.Traits;
        }

        return traits;
    }
}
