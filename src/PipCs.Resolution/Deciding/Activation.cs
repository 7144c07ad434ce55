using PipCs.Resolution.Asking;
using PipCs.Resolution.Growing;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Deciding;

/// <summary>
/// Brings the requirements of a choice into the solver, one by one, as pip does: loads the page, admits pre-releases and yanked versions that the
/// requirement calls for, and reports the candidate that is tried first.
/// </summary>
internal sealed class Activation(
    ResolutionInputs inputs, ProjectTable projects, SolverUniverse universe, RequirementFacts facts, CandidateRanking ranking,
    LookAhead lookAhead, PageReader pages, SupposedPages supposed, CollectingLines lines)
{
    /// <summary>Takes the decision with its requirements, unless one of them cannot hold with earlier decisions.</summary>
    /// <param name="parent">The package whose choice has the requirements.</param>
    /// <param name="position">The chosen position.</param>
    /// <param name="extra">The package of the extra that has the requirements; null for those of the choice itself.</param>
    /// <param name="dependencies">The requirements.</param>
    internal async ValueTask<Step> ActivateAsync(SolverPackage parent, int position, SolverPackage? extra, IReadOnlyList<Dependency> dependencies)
    {
        lookAhead.PrefetchPages(dependencies);
        bool grows = false;
        for (int i = 0; i < dependencies.Count; i++)
        {
            Dependency dependency = dependencies[i];
            ProjectState project = projects.Of(dependency);
            if (dependency.Requirement.Url is not null)
            {
                bool isNew = await pages.MakeDirectAsync(dependency).ConfigureAwait(false);
                grows |= isNew && universe.Contains(dependency.Target);
            }

            if (project.NeedsPage)
            {
                await pages.LoadAsync(project).ConfigureAwait(false);
                grows |= universe.Contains(dependency.Target);
            }

            if (grows)
            {
                continue;
            }

            grows |= Admission.Admit(project, universe.Find(dependency.Target), dependency);
            if (grows)
            {
                continue;
            }

            if (!facts.Add(parent, position, extra, project, dependency))
            {
                return Step.Rejected;
            }

            bool isFirst = !lines.HadCandidate(project);
            if (!FindCandidate(project, dependency, extra ?? parent) && parent.IsRoot)
            {
                // The installed version does not satisfy a requested requirement, so another version will be needed. The page is read before anything else is reported.
                await pages.LoadAsync(project).ConfigureAwait(false);
                grows = true;
            }
            else if (inputs.Request.Options.RequireHashes == true && isFirst && lines.HadCandidate(project))
            {
                await RequireHashesAsync(project, dependency).ConfigureAwait(false);
            }
        }

        if (grows)
        {
            return Step.Restart;
        }

        facts.Decide(parent, position, extra, dependencies);
        return Step.Done;
    }

    /// <summary>Asks ahead for the candidate that will be tried first and reports it; false where the page, which was not read yet, might have one.</summary>
    private bool FindCandidate(ProjectState project, Dependency dependency, SolverPackage requirer)
    {
        lines.Require(project, dependency, requirer);
        SolverPackage package = universe.PackageOf(project);
        Span<ulong> matching = project.Versions.Words <= Positions.FewWords ? stackalloc ulong[Positions.FewWords] : new ulong[project.Versions.Words];
        matching = matching[..project.Versions.Words];
        Positions.Intersect(package.Allowed, dependency.PositionsIn(project.Versions), matching);
        int position = ranking.Choose(project, matching, dependency.Traits | package.Traits);
        if (position <= 0 || position == project.Versions.OtherPosition)
        {
            return position <= 0;
        }

        lines.FindCandidate(project);
        lookAhead.PrefetchMetadata(project.ChoiceAt(position));
        int installed = project.Versions.InstalledPosition;
        lines.Collect(project, position, suitsInstalled: installed > 0 && Positions.Contains(matching, installed));
        return true;
    }

    /// <summary>Has the source throw its error if the request has no hashes for the candidate that is tried first.</summary>
    private async ValueTask RequireHashesAsync(ProjectState project, Dependency dependency)
    {
        SolverPackage package = universe.PackageOf(project);
        Dependency first = package.Requirers.Count > 0 ? package.Requirers[0].Dependency : dependency;
        int position = ranking.Choose(project, Positions.Intersection(package.Allowed, dependency.PositionsIn(project.Versions)), dependency.Traits | package.Traits);
        if (position > 0 && position != project.Versions.OtherPosition && position != project.Versions.InstalledPosition && project.HashesFor(first).Count == 0)
        {
            // The message names the candidate as the observer's lines do, and these are kept back while a page is supposed.
            await supposed.ConfirmAsync().ConfigureAwait(false);
            await inputs.Source.RefuseWithoutHashesAsync(project.ChoiceAt(position).Candidate, first.Requirement, inputs.CancellationToken).ConfigureAwait(false);
        }
    }
}
