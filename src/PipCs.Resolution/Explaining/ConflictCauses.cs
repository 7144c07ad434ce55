using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>A requirement with a part in a conflict, and the package that has the requirement.</summary>
/// <param name="Dependency">The requirement.</param>
/// <param name="Target">The required package.</param>
/// <param name="Parent">The package that has the requirement (the asker); null for the request.</param>
/// <param name="Position">The chosen position of the asker.</param>
internal readonly record struct ConflictCause(Dependency Dependency, SolverPackage Target, SolverPackage? Parent, int Position)
{
    /// <summary>pip's name of the asker: with the extra, where the requirement comes from one.</summary>
    internal string ParentName => Parent!.Identifier;

    internal string ParentVersion => Parent!.Project!.Versions.VersionAt(Position).ToString();
}

/// <summary>Finds the facts on which a failure rests, and among them those that pip would name.</summary>
internal sealed class ConflictCauses
{
    private ConflictCauses(List<Incompatibility> facts) => Facts = facts;

    /// <summary>The incompatibilities that are facts, not conclusions, in the order in which the failure uses them.</summary>
    internal List<Incompatibility> Facts { get; }

    internal static ConflictCauses Of(Incompatibility failure)
    {
        var facts = new List<Incompatibility>();
        var seen = new HashSet<Incompatibility>();
        var pending = new Stack<Incompatibility>();
        pending.Push(failure);
        while (pending.TryPop(out Incompatibility? incompatibility))
        {
            if (!seen.Add(incompatibility))
            {
                continue;
            }

            if (incompatibility.Reason is not Conclusion conclusion)
            {
                facts.Add(incompatibility);
                continue;
            }

            pending.Push(conclusion.Second);
            pending.Push(conclusion.First);
        }

        return new ConflictCauses(facts);
    }

    /// <summary>
    /// The requirements on the package that cannot be satisfied: a package without a suitable candidate, otherwise one whose requirements exclude each
    /// other. Empty where there is no such package.
    /// </summary>
    internal List<ConflictCause> OnOnePackage()
    {
        var targets = new List<SolverPackage>();
        foreach (Incompatibility fact in Facts)
        {
            if (fact.Reason is DependencyReason && fact.Target is { Extra: null } target && !targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        SolverPackage? chosen = null;
        var best = (Clash)int.MaxValue;
        foreach (SolverPackage target in targets)
        {
            Clash clash = ClashOn(target);
            if (clash < best)
            {
                best = clash;
                chosen = target;
            }
        }

        return chosen is null ? [] : CausesOn(chosen);
    }

    /// <summary>The facts of one kind.</summary>
    internal List<Incompatibility> Of<TReason>()
        where TReason : Reason
        => Facts.FindAll(static fact => fact.Reason is TReason);

    /// <summary>The ways in which the requirements on a package fail, the clearest first.</summary>
    private enum Clash
    {
        /// <summary>No candidate suits one of them.</summary>
        Unmatched,

        /// <summary>They exclude each other.</summary>
        Disjoint,

        /// <summary>There are several, which some candidate suits.</summary>
        Several,

        /// <summary>There is one, which some candidate suits.</summary>
        Single,
    }

    private Clash ClashOn(SolverPackage target)
    {
        ulong[] left = target.Universe;
        int count = 0;
        foreach (Incompatibility fact in Facts)
        {
            Dependency? requirement = (fact.Reason as DependencyReason)?.Dependency ?? (fact.Reason as ConstraintReason)?.Constraint;
            if (fact.Target != target || requirement is null)
            {
                continue;
            }

            ulong[] admitted = requirement.PositionsIn(target.Project!.Versions);
            if (fact.Reason is DependencyReason && !Positions.Intersects(admitted, target.Universe))
            {
                return Clash.Unmatched;
            }

            left = Positions.Intersection(left, admitted);
            count++;
        }

        return count <= 1 ? Clash.Single : Positions.IsEmpty(left) ? Clash.Disjoint : Clash.Several;
    }

    private List<ConflictCause> CausesOn(SolverPackage target)
    {
        var fromRoot = new List<ConflictCause>();
        var fromOthers = new List<ConflictCause>();
        foreach (Incompatibility fact in Facts)
        {
            if (fact.Reason is not DependencyReason { Dependency: var dependency } || fact.Target != target)
            {
                continue;
            }

            SolverPackage parent = fact.Packages[0];
            if (parent.Project is null)
            {
                fromRoot.Add(new ConflictCause(dependency, target, null, 0));
                continue;
            }

            SolverPackage asker = StatedDependency.ExtraOf(fact) is null ? parent : fact.Packages[1];
            fromOthers.AddRange(StatedDependency.AllOf(fact).Select(stated => new ConflictCause(stated.Dependency, target, asker, stated.Position)));
        }

        // The newest version of each asker comes first, as pip tries them, regardless of the order of the facts.
        fromRoot.AddRange(fromOthers.GroupBy(static cause => cause.Parent).SelectMany(static group => group.OrderByDescending(static cause => cause.Position)));
        return fromRoot;
    }
}
