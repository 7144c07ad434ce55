using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Deciding;

/// <summary>Ranks the versions of a project as pip does. The newest of the versions with the least <see cref="Drawbacks"/> is tried first.</summary>
internal sealed class CandidateRanking(ResolutionRequest request)
{
    /// <summary>The version to try first, or the installed one where the project prefers it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="allowed">The positions to choose from.</param>
    /// <param name="traits">The traits of the requirements in force; those of the constraint are added here.</param>
    /// <returns>A position, or -1 where nothing is allowed.</returns>
    internal int Choose(ProjectState project, ReadOnlySpan<ulong> allowed, RequirementTraits traits)
    {
        ProjectVersions versions = project.Versions;
        int installed = versions.InstalledPosition;
        if (installed > 0 && project.PrefersInstalled && Positions.Contains(allowed, installed))
        {
            return installed;
        }

        if (project.Constraint is not null)
        {
            traits |= project.Constraint.Traits;
        }

        bool takesPrereleases = (traits & RequirementTraits.NamesPrerelease) != 0 || request.Options.Releases.Prereleases(project.Name) == true;
        int best = -1;
        var least = (Drawbacks)byte.MaxValue;
        for (int position = Positions.HighestBelow(allowed, versions.Count + 1); position > 0; position = Positions.HighestBelow(allowed, position))
        {
            Drawbacks drawbacks = DrawbacksOf(project, position, takesPrereleases);
            if (drawbacks < least)
            {
                best = position;
                least = drawbacks;
                if (drawbacks == Drawbacks.None)
                {
                    break;
                }
            }
        }

        return best;
    }

    private Drawbacks DrawbacksOf(ProjectState project, int position, bool takesPrereleases)
    {
        ProjectVersions versions = project.Versions;
        int source = versions.SourceOf(position);
        if (source < 0 || position == versions.InstalledPosition)
        {
            return versions.DirectAt(position) is not null && !project.IsDirectOnly ? Drawbacks.UrlOfDependency
                : source == ProjectVersions.SourceOther ? Drawbacks.PageUnread : Drawbacks.None;
        }

        PageJudgement judgement = project.Judgement!;
        Drawbacks drawbacks = project.Hashes is not null && !judgement.HasMatchingHash(source) ? Drawbacks.WrongHash : Drawbacks.None;
        drawbacks |= judgement.IsUsable(source) ? Drawbacks.None : Drawbacks.Yanked;
        drawbacks |= !takesPrereleases && judgement.IsPrerelease(source) ? Drawbacks.Prerelease : Drawbacks.None;
        return drawbacks | (request.Options.PreferBinary && !judgement.HasWheel(source) ? Drawbacks.NoWheel : Drawbacks.None);
    }
}
