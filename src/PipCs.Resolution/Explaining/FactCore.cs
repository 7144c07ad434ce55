using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>
/// Shortens a failure: removes the facts that the conflict does not need, and derives the failure again from the others. It asks the source for nothing.
/// </summary>
internal static class FactCore
{
    /// <summary>The limit for the size of the facts in all trials together, in words of their sets, so that explaining takes no longer than resolving.</summary>
    private const long LargestEffort = 8_000_000;

    private const int MostDecisions = 20_000;

    /// <summary>Derives the failure from a minimal set of its facts: each of them is needed, unless the limit of effort ended the search.</summary>
    internal static Incompatibility Shorten(Incompatibility failure)
    {
        List<Incompatibility> facts = ConflictCauses.Of(failure).Facts;
        if (Derive(facts) is not { } shortest)
        {
            return failure;
        }

        facts = ConflictCauses.Of(shortest).Facts;
        long effort = 0;
        for (int chunk = Math.Max(1, facts.Count / 2); ; chunk = Math.Max(1, chunk / 2))
        {
            for (int at = facts.Count - chunk; at > -chunk && effort < LargestEffort; at -= chunk)
            {
                int first = Math.Max(0, at);
                List<Incompatibility> rest = [.. facts[..first], .. facts[Math.Min(facts.Count, at + chunk)..]];
                effort += Words(rest);
                if (Derive(rest) is { } derived)
                {
                    shortest = derived;
                    facts = ConflictCauses.Of(derived).Facts;
                    at = Math.Min(at, facts.Count);
                }
            }

            if (chunk == 1 || effort >= LargestEffort)
            {
                return shortest;
            }
        }
    }

    /// <summary>Derives from copies of the facts that they cannot all hold; null where they can, or where the search was given up.</summary>
    internal static Incompatibility? Derive(List<Incompatibility> facts)
    {
        var solver = new Solver();
        var packages = new Dictionary<SolverPackage, SolverPackage>();
        foreach (Incompatibility fact in facts)
        {
            Incompatibility copy = Copy(fact, solver, packages);
            Solver.Add(copy);
            if (copy.Packages.Length == 1 && copy.Packages[0] != solver.Root)
            {
                solver.Exclude(copy);
            }
        }

        SolverPackage changed = solver.Root;
        for (int decisions = 0; decisions < MostDecisions; decisions++)
        {
            if (!solver.Propagate(changed, out Incompatibility? failure))
            {
                return failure;
            }

            SolverPackage? next = solver.Packages.Find(static package => package is { IsRequired: true, IsDecided: false });
            if (next is null)
            {
                return null;
            }

            solver.Decide(next, Positions.HighestBelow(next.Allowed, int.MaxValue), []);
            changed = next;
        }

        return null;
    }

    private static long Words(List<Incompatibility> facts)
    {
        long words = 0;
        foreach (Incompatibility fact in facts)
        {
            foreach (ulong[] set in fact.Sets)
            {
                words += set.Length;
            }
        }

        return words;
    }

    private static Incompatibility Copy(Incompatibility fact, Solver solver, Dictionary<SolverPackage, SolverPackage> packages)
    {
        SolverPackage target = Copy(fact.Target!, solver, packages);
        return new Incompatibility(
            Array.ConvertAll(fact.Packages, package => Copy(package, solver, packages)),
            fact.Sets, // Never changed here: sets grow only for further versions with the same dependency.
            fact.Reason)
        {
            Target = target,
        };
    }

    private static SolverPackage Copy(SolverPackage package, Solver solver, Dictionary<SolverPackage, SolverPackage> packages)
    {
        if (package.Project is null)
        {
            return solver.Root;
        }

        if (packages.TryGetValue(package, out SolverPackage? known))
        {
            return known;
        }

        SolverPackage? parent = package.Base is null ? null : Copy(package.Base, solver, packages);
        var copy = new SolverPackage(solver.Packages.Count, package.Identifier, package.Universe)
        {
            Project = package.Project,
            Extra = package.Extra,
            Base = parent,
            RequestedOrder = package.RequestedOrder,
        };
        packages.Add(package, copy);
        solver.Packages.Add(copy);
        return copy;
    }
}
