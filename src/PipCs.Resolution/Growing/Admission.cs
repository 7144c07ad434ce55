using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Growing;

/// <summary>Admits pre-releases and yanked versions as candidates where requirements call for them.</summary>
internal static class Admission
{
    /// <summary>Admits the versions that a new requirement, together with those in force on the same project, calls for.</summary>
    /// <param name="project">The project.</param>
    /// <param name="package">Its package, if the solver has one already.</param>
    /// <param name="dependency">The new requirement.</param>
    /// <returns>Whether the solver has to begin again, because versions of a project that it works with were admitted.</returns>
    internal static bool Admit(ProjectState project, SolverPackage? package, Dependency dependency)
    {
        RequirementTraits traits = dependency.Traits | (package?.Traits ?? RequirementTraits.None) | (project.Constraint?.Traits ?? RequirementTraits.None);
        if (!project.MayAdmit(traits))
        {
            return false;
        }

        Span<ulong> matching = project.Versions.Words <= Positions.FewWords ? stackalloc ulong[Positions.FewWords] : new ulong[project.Versions.Words];
        matching = matching[..project.Versions.Words];
        dependency.PositionsIn(project.Versions).CopyTo(matching);
        if (package is not null)
        {
            foreach (ActiveRequirement active in package.Requirers)
            {
                Positions.Intersect(matching, active.Dependency.PositionsIn(project.Versions), matching);
            }
        }

        if (project.Constraint is not null)
        {
            Positions.Intersect(matching, project.Constraint.PositionsIn(project.Versions), matching);
        }

        return project.Admit(matching, traits) && package is not null;
    }

    /// <summary>
    /// Admits the versions that some of the requirements behind a failure call for, because another one may have kept them out while all were in force.
    /// </summary>
    /// <returns>Whether anything was admitted.</returns>
    internal static bool AdmitBehind(Incompatibility failure)
    {
        bool grows = false;
        IEnumerable<Incompatibility> facts = ConflictCauses.Of(failure).Of<DependencyReason>().Where(static fact => fact.Target!.Extra is null);
        foreach (IGrouping<ProjectState, Incompatibility> group in facts.GroupBy(static fact => fact.Target!.Project!))
        {
            ProjectState project = group.Key;
            var requirements = group.SelectMany(StatedDependency.AllOf).Select(static stated => stated.Dependency).Distinct().ToList();
            for (int position = 1; position <= project.Versions.VersionCount; position++)
            {
                grows |= !project.IsCandidate(position) && AdmitAt(project, position, requirements);
            }
        }

        return grows;
    }

    private static bool AdmitAt(ProjectState project, int position, List<Dependency> requirements)
    {
        List<Dependency> admitting = requirements.FindAll(requirement => Positions.Contains(requirement.PositionsIn(project.Versions), position));
        if (admitting.Count == 0)
        {
            return false;
        }

        if (project.Constraint is not null)
        {
            admitting.Add(project.Constraint);
        }

        RequirementTraits traits = admitting.Aggregate(RequirementTraits.None, static (all, requirement) => all | requirement.Traits);
        return project.MayAdmit(traits)
            && project.Admit(admitting.Select(requirement => requirement.PositionsIn(project.Versions)).Aggregate(static (left, right) => Positions.Intersection(left, right)), traits);
    }
}
