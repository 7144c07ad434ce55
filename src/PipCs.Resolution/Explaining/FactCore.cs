using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>
/// Shortens a failure: leaves out every fact without which the rest still cannot hold together, and derives the
/// failure again from those that are left. All in memory: what the facts say is known.
/// </summary>
internal static class FactCore
{
    /// <summary>How many words of sets the facts of all trials together may have, so that explaining takes no longer than resolving.</summary>
    private const long LargestEffort = 8_000_000;

    private const int MostDecisions = 20_000;

    /// <summary>The failure derived from a smallest set of the facts behind it; no fact of it can be left out unless the effort was too great.</summary>
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

    /// <summary>The derivation that the facts cannot hold together, on copies of them; null where they can, or that was not found out.</summary>
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
            fact.Sets, // Never changed here: only what further versions depend on grows.
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
