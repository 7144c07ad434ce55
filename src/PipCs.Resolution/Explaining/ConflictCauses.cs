using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>A requirement that takes part in a conflict, and who has it.</summary>
/// <param name="Dependency">The requirement.</param>
/// <param name="Target">What it asks for.</param>
/// <param name="Parent">Who asks; null for a person.</param>
/// <param name="Position">The asker's position.</param>
internal readonly record struct ConflictCause(Dependency Dependency, SolverPackage Target, SolverPackage? Parent, int Position)
{
    /// <summary>pip's name of the asker: with the extra, where the requirement comes from one.</summary>
    internal string ParentName => Parent!.Identifier;

    internal string ParentVersion => Parent!.Project!.Versions.VersionAt(Position).ToString();
}

/// <summary>The facts on which a failure rests, and those of them that pip would name.</summary>
internal sealed class ConflictCauses
{
    private ConflictCauses(List<Incompatibility> facts) => Facts = facts;

    /// <summary>What was not concluded but given, in the order in which it was used.</summary>
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

            if (incompatibility.Reason != Reason.Derived)
            {
                facts.Add(incompatibility);
                continue;
            }

            pending.Push(incompatibility.SecondCause!);
            pending.Push(incompatibility.FirstCause!);
        }

        return new ConflictCauses(facts);
    }

    /// <summary>
    /// The requirements on the package that nothing suits: one that nobody has, else the one whose
    /// requirements exclude each other. Empty where no package is like that.
    /// </summary>
    internal List<ConflictCause> OnOnePackage()
    {
        var targets = new List<SolverPackage>();
        foreach (Incompatibility fact in Facts)
        {
            if (fact.Reason == Reason.Dependency && fact.Target is { Extra: null } target && !targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        SolverPackage? chosen = null;
        int best = int.MaxValue;
        foreach (SolverPackage target in targets)
        {
            int rank = RankOf(target);
            if (rank < best)
            {
                best = rank;
                chosen = target;
            }
        }

        return chosen is null ? [] : CausesOn(chosen);
    }

    internal List<Incompatibility> Of(Reason reason) => Facts.FindAll(fact => fact.Reason == reason);

    /// <summary>0: a requirement that nothing suits; 1: requirements that exclude each other; 2: several; 3: one.</summary>
    private int RankOf(SolverPackage target)
    {
        ulong[] left = target.Universe;
        int count = 0;
        foreach (Incompatibility fact in Facts)
        {
            if (fact.Target != target || fact.Reason is not (Reason.Dependency or Reason.Constraint))
            {
                continue;
            }

            ulong[] admitted = ((Dependency)fact.Source!).PositionsIn(target.Project!.Versions);
            if (fact.Reason == Reason.Dependency && !Positions.Intersects(admitted, target.Universe))
            {
                return 0;
            }

            left = Positions.Intersection(left, admitted);
            count++;
        }

        return count > 1 && Positions.IsEmpty(left) ? 1 : count > 1 ? 2 : 3;
    }

    private List<ConflictCause> CausesOn(SolverPackage target)
    {
        var fromRoot = new List<ConflictCause>();
        var fromOthers = new List<ConflictCause>();
        foreach (Incompatibility fact in Facts)
        {
            if (fact.Reason != Reason.Dependency || fact.Target != target)
            {
                continue;
            }

            var dependency = (Dependency)fact.Source!;
            SolverPackage parent = fact.Packages[0];
            if (parent.Project is null)
            {
                fromRoot.Add(new ConflictCause(dependency, target, null, 0));
                continue;
            }

            SolverPackage asker = StatedDependency.ExtraOf(fact) is null ? parent : fact.Packages[1];
            fromOthers.AddRange(StatedDependency.AllOf(fact).Select(stated => new ConflictCause(stated.Dependency, target, asker, stated.Position)));
        }

        // Of each asker the newest version first, as pip tries them, whatever facts they are told by.
        fromRoot.AddRange(fromOthers.GroupBy(static cause => cause.Parent).SelectMany(static group => group.OrderByDescending(static cause => cause.Position)));
        return fromRoot;
    }
}
