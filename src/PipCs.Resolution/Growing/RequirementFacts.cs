using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Growing;

/// <summary>Makes incompatibilities of the requirements of a version (or of one of its extras), and decides the version in the solver.</summary>
internal sealed class RequirementFacts(SolverUniverse universe)
{
    /// <summary>The package whose requirement was the last to contradict earlier decisions; null before the first.</summary>
    internal SolverPackage? Rejecter { get; private set; }

    /// <summary>Adds the incompatibilities of one requirement; false where it rules the decision out at once.</summary>
    internal bool Add(SolverPackage parent, int position, SolverPackage? extra, ProjectState project, Dependency dependency)
    {
        SolverPackage target = universe.PackageOf(project);
        ulong[] excluded = dependency.ExcludedOf(target.Universe, project.Versions);
        bool isAdmitted = Add(parent, position, extra, target, excluded, dependency);
        foreach (string name in dependency.Extras)
        {
            SolverPackage wanted = universe.ExtraOf(target, name);
            if (wanted != extra)
            {
                isAdmitted &= Add(parent, position, extra, wanted, [1], dependency);
            }
        }

        return isAdmitted;
    }

    /// <summary>Decides the version in the solver, and records its requirements at the required packages. The root needs no decision.</summary>
    internal void Decide(SolverPackage parent, int position, SolverPackage? extra, IReadOnlyList<Dependency> dependencies)
    {
        var required = new List<SolverPackage>(dependencies.Count);
        SolverPackage decided = extra ?? parent;
        foreach (Dependency dependency in dependencies)
        {
            SolverPackage target = universe.Find(dependency.Target)!;
            Push(required, target, dependency, decided);
            foreach (string name in dependency.Extras)
            {
                Push(required, universe.ExtraOf(target, name), dependency, decided);
            }
        }

        if (!parent.IsRoot)
        {
            universe.Solver.Decide(decided, extra is null ? position : 1, required);
        }
    }

    /// <summary>Rules one version of a package out for good.</summary>
    internal static void RuleOut(SolverPackage package, int position, Reason reason)
    {
        ulong[] own = Positions.Of(package.Universe.Length, position);
        Solver.Add(new Incompatibility([package], [own], reason) { Target = package });
        package.Rejections++;
    }

    private bool Add(SolverPackage parent, int position, SolverPackage? extra, SolverPackage target, ulong[] excluded, Dependency dependency)
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
            Rejecter = target;
            parent.Conflicts++;
            target.Conflicts++;
        }

        if (parent.TryMerge(position, extra, target, excluded))
        {
            return !isImpossible;
        }

        ulong[] own = parent.IsRoot ? [2] : Positions.Of(parent.Universe.Length, position);
        bool isAlways = Positions.IsSubset(target.Universe, excluded);
        var incompatibility = (extra, isAlways) switch
        {
            (null, true) => new Incompatibility([parent], [own], dependency.Reason) { Target = target },
            (null, false) => new Incompatibility([parent, target], [own, excluded], dependency.Reason) { Target = target },
            (_, true) => new Incompatibility([parent, extra], [own, [2]], dependency.Reason) { Target = target },
            _ => new Incompatibility([parent, extra, target], [own, [2], excluded], dependency.Reason) { Target = target },
        };
        parent.Remember(incompatibility, extra, target, excluded);
        Solver.Add(incompatibility);
        return !isImpossible;
    }

    private static void Push(List<SolverPackage> required, SolverPackage target, Dependency dependency, SolverPackage parent)
    {
        target.Requirers.Add(new ActiveRequirement(dependency, parent, target.Traits | dependency.Traits));
        required.Add(target);
    }
}
