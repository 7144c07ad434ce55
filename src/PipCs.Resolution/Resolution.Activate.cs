using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution;

internal sealed partial class Resolution
{
    /// <summary>
    /// Brings the requirements of a choice into the solver and takes the decision, unless one of them
    /// cannot hold with what is decided already.
    /// </summary>
    private async ValueTask<Step> ActivateAsync(SolverPackage parent, int position, SolverPackage? extra, IReadOnlyList<Dependency> dependencies)
    {
        PrefetchPages(dependencies);
        bool grows = false;
        bool isRejected = false;
        for (int i = 0; i < dependencies.Count; i++)
        {
            Dependency dependency = dependencies[i];
            ProjectState project = ProjectOf(dependency);
            if (dependency.Requirement.Url is not null)
            {
                bool isNew = await MakeDirectAsync(dependency).ConfigureAwait(false);
                grows |= isNew && _packages.ContainsKey(dependency.Target);
            }

            if (project.NeedsPage)
            {
                await EnsurePageAsync(project).ConfigureAwait(false);
                grows |= _packages.ContainsKey(dependency.Target);
            }

            if (grows)
            {
                continue;
            }

            grows |= Admit(project, dependency);
            if (!grows)
            {
                isRejected = !Require(parent, position, extra, project, dependency);
                if (isRejected)
                {
                    break;
                }

                bool isFirst = !project.HadCandidate;
                if (!Collect(project, dependency, extra ?? parent) && parent == _solver.Root)
                {
                    // What is installed does not do, and it must be something: nothing more is told before that is known.
                    await EnsurePageAsync(project).ConfigureAwait(false);
                    grows = true;
                }
                else if (request.RequireHashes && isFirst && project.HadCandidate)
                {
                    await RequireHashesAsync(project, dependency).ConfigureAwait(false);
                }
            }
        }

        if (grows)
        {
            return Step.Restart;
        }

        if (isRejected)
        {
            return Step.Rejected;
        }

        Record(parent, position, extra, dependencies);
        return Step.Ok;
    }

    /// <summary>Lets in pre-releases and yanked versions that the requirements in force call for; true where the package is in the solver already.</summary>
    private bool Admit(ProjectState project, Dependency dependency)
    {
        bool isKnown = _packages.TryGetValue(dependency.Target, out SolverPackage? package);
        RequirementTraits traits = dependency.Traits | (isKnown ? TraitsOf(package!) : RequirementTraits.None) | (project.Constraint?.Traits ?? RequirementTraits.None);
        if (!project.MayAdmit(traits))
        {
            return false;
        }

        Span<ulong> matching = project.Versions.Words <= Positions.FewWords ? stackalloc ulong[Positions.FewWords] : new ulong[project.Versions.Words];
        matching = matching[..project.Versions.Words];
        dependency.PositionsIn(project.Versions).CopyTo(matching);
        if (isKnown)
        {
            foreach (ActiveRequirement active in package!.Requirers)
            {
                Positions.Intersect(matching, active.Dependency.PositionsIn(project.Versions), matching);
            }
        }

        if (project.Constraint is not null)
        {
            Positions.Intersect(matching, project.Constraint.PositionsIn(project.Versions), matching);
        }

        return project.Admit(matching, traits) && isKnown;
    }

    /// <summary>
    /// Lets in the pre-releases and yanked versions that requirements behind a failure call for, where another one kept them
    /// out while they were in force; true where there are such.
    /// </summary>
    private static bool AdmitBehind(Incompatibility failure)
    {
        bool grows = false;
        IEnumerable<Incompatibility> facts = ConflictCauses.Of(failure).Of(Reason.Dependency).Where(static fact => fact.Target!.Extra is null);
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
        return project.MayAdmit(traits) && project.Admit(admitting.Select(requirement => requirement.PositionsIn(project.Versions)).Aggregate(static (left, right) => Positions.Intersection(left, right)), traits);
    }

    /// <summary>Adds the incompatibility of one requirement; false where it rules the decision out at once.</summary>
    private bool Require(SolverPackage parent, int position, SolverPackage? extra, ProjectState project, Dependency dependency)
    {
        SolverPackage target = PackageOf(project);
        ulong[] excluded = dependency.ExcludedOf(target.Universe, project.Versions);
        bool isAdmitted = AddDependency(parent, position, extra, target, excluded, dependency);
        foreach (string name in dependency.Extras)
        {
            SolverPackage wanted = ExtraOf(target, name);
            if (wanted != extra)
            {
                isAdmitted &= AddDependency(parent, position, extra, wanted, [1], dependency);
            }
        }

        return isAdmitted;
    }

    private bool AddDependency(SolverPackage parent, int position, SolverPackage? extra, SolverPackage target, ulong[] excluded, Dependency dependency)
    {
        if (target == parent)
        {
            if (!Positions.Contains(excluded, position))
            {
                return true;
            }

            excluded = target.Universe;
        }

        bool isImpossible = Positions.IsSubset(target.Allowed, excluded);
        if (isImpossible)
        {
            _rejecter = target;
            parent.Conflicts++;
            target.Conflicts++;
        }

        if (parent.TryMerge(position, extra, target, excluded))
        {
            return !isImpossible;
        }

        ulong[] own = parent == _solver.Root ? [2] : Positions.Of(parent.Universe.Length, position);
        bool isAlways = Positions.IsSubset(target.Universe, excluded);
        var incompatibility = (extra, isAlways) switch
        {
            (null, true) => new Incompatibility([parent], [own], Reason.Dependency) { Source = dependency, Target = target },
            (null, false) => new Incompatibility([parent, target], [own, excluded], Reason.Dependency) { Source = dependency, Target = target },
            (_, true) => new Incompatibility([parent, extra], [own, [2]], Reason.Dependency) { Source = dependency, Target = target },
            _ => new Incompatibility([parent, extra, target], [own, [2], excluded], Reason.Dependency) { Source = dependency, Target = target },
        };
        parent.Remember(incompatibility, extra, target, excluded);
        Solver.Add(incompatibility);
        return !isImpossible;
    }

    private void Record(SolverPackage parent, int position, SolverPackage? extra, IReadOnlyList<Dependency> dependencies)
    {
        var required = new List<SolverPackage>(dependencies.Count);
        SolverPackage decided = extra ?? parent;
        foreach (Dependency dependency in dependencies)
        {
            SolverPackage target = _packages[dependency.Target];
            Push(required, target, dependency, decided);
            foreach (string name in dependency.Extras)
            {
                Push(required, ExtraOf(target, name), dependency, decided);
            }
        }

        if (parent != _solver.Root)
        {
            _solver.Decide(decided, extra is null ? position : 1, required);
        }
    }

    private static void Push(List<SolverPackage> required, SolverPackage target, Dependency dependency, SolverPackage parent)
    {
        RequirementTraits before = target.Requirers.Count == 0 ? RequirementTraits.None : target.Requirers[^1].Traits;
        target.Requirers.Add(new ActiveRequirement(dependency, parent, before | dependency.Traits));
        required.Add(target);
    }

    private SolverPackage PackageOf(ProjectState project)
    {
        if (_packages.TryGetValue(project.Name, out SolverPackage? package))
        {
            return package;
        }

        package = new SolverPackage(_solver.Packages.Count, project.Name.Value, project.Universe())
        {
            Project = project,
            RequestedOrder = RequestedOrderOf(project),
        };
        _packages.Add(project.Name, package);
        _solver.Packages.Add(package);
        if (project.Constraint is { } constraint)
        {
            ulong[] excluded = Positions.Difference(package.Universe, constraint.PositionsIn(project.Versions));
            Positions.Remove(excluded, Positions.Absent);
            if (!Positions.IsEmpty(excluded))
            {
                var incompatibility = new Incompatibility([package], [excluded], Reason.Constraint) { Source = constraint, Target = package };
                Solver.Add(incompatibility);
                _solver.Exclude(incompatibility);
            }
        }

        return package;
    }

    private int RequestedOrderOf(ProjectState project)
    {
        for (int i = 0; i < request.Requirements.Count; i++)
        {
            if (request.Requirements[i].Requirement.Project == project.Name)
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private SolverPackage ExtraOf(SolverPackage package, string name)
    {
        foreach (SolverPackage known in package.Extras)
        {
            if (known.Extra == name)
            {
                return known;
            }
        }

        var extra = new SolverPackage(_solver.Packages.Count, $"{package.Identifier}[{name}]", [3])
        {
            Project = package.Project,
            Base = package,
            Extra = name,
            RequestedOrder = package.RequestedOrder,
        };
        package.Extras.Add(extra);
        _solver.Packages.Add(extra);
        return extra;
    }

    /// <summary>Tells the source all pages that will be wanted, before the first is waited for.</summary>
    private void PrefetchPages(IReadOnlyList<Dependency> dependencies)
    {
        for (int i = 0; i < dependencies.Count; i++)
        {
            if (dependencies[i].Requirement.Url is null)
            {
                PrefetchPage(ProjectOf(dependencies[i]), dependencies[i]);
            }
        }
    }
}
