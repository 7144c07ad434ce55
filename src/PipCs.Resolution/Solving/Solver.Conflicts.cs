using System.Runtime.InteropServices;

namespace PipCs.Resolution.Solving;

internal sealed partial class Solver
{
    /// <summary>Undoes everything after the given number of decisions.</summary>
    internal void Backjump(int level)
    {
        for (int i = _trail.Count - 1; i >= 0 && _trail[i].Level > level; i--)
        {
            SolverPackage package = _trail[i].Package;
            package.Trail.RemoveAt(package.Trail.Count - 1);
            package.Allowed = package.Trail.Count == 0 ? package.Universe : _trail[package.Trail[^1]].Accumulated;
            foreach ((Incompatibility incompatibility, int term) in _parked[i] ?? [])
            {
                incompatibility.Return(term);
            }

            _parked.RemoveAt(i);
            _trail.RemoveAt(i);
        }

        for (int i = _decisions.Count - 1; i >= level; i--)
        {
            (SolverPackage package, IReadOnlyList<SolverPackage> required) = _decisions[i];
            package.Undecide();
            if (!package.IsListed)
            {
                List(package);
            }

            for (int k = required.Count - 1; k >= 0; k--)
            {
                required[k].Requirers.RemoveAt(required[k].Requirers.Count - 1);
            }

            _decisions.RemoveAt(i);
        }
    }

    /// <summary>
    /// Finds the root cause of a conflict, goes back to the decision that avoids it, and learns the cause. Null if no decision can avoid the conflict;
    /// then <paramref name="failure"/> is its reason.
    /// </summary>
    private Incompatibility? ResolveConflict(Incompatibility conflict, out Incompatibility? failure)
    {
        failure = null;
        Incompatibility current = conflict;
        while (true)
        {
            int latest = -1;
            int latestTerm = -1;
            int previousLevel = 0;
            for (int i = 0; i < current.Packages.Length; i++)
            {
                int satisfier = SatisfierOf(current.Packages[i], current.Sets[i], null);
                if (satisfier > latest)
                {
                    if (latest >= 0)
                    {
                        previousLevel = Math.Max(previousLevel, _trail[latest].Level);
                    }

                    latest = satisfier;
                    latestTerm = i;
                }
                else if (satisfier >= 0)
                {
                    previousLevel = Math.Max(previousLevel, _trail[satisfier].Level);
                }
            }

            if (latest < 0 || current.Packages[latestTerm] == Root)
            {
                failure = current;
                return null;
            }

            Assignment assignment = _trail[latest];
            int before = SatisfierOf(assignment.Package, current.Sets[latestTerm], assignment.Term);
            if (before >= 0)
            {
                previousLevel = Math.Max(previousLevel, _trail[before].Level);
            }

            if (assignment.Cause is null || previousLevel < assignment.Level)
            {
                CountConflict(current);
                Backjump(previousLevel);
                if (current != conflict)
                {
                    Learned++;
                    Add(current);
                }

                return current;
            }

            current = Combine(current, assignment.Cause, assignment.Package);
        }
    }

    private static void CountConflict(Incompatibility incompatibility)
    {
        foreach (SolverPackage package in incompatibility.Packages)
        {
            package.Conflicts++;
        }
    }

    /// <summary>
    /// The first step after which the package's positions lie within the set (together with the extra term, if given); -1 if they do from the start.
    /// </summary>
    private int SatisfierOf(SolverPackage package, ulong[] set, ulong[]? together)
    {
        if (Satisfies(package.Universe, together, set))
        {
            return -1;
        }

        Span<int> steps = CollectionsMarshal.AsSpan(package.Trail);
        int low = 0;
        int high = steps.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Satisfies(_trail[steps[middle]].Accumulated, together, set))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return steps[low];
    }

    private static bool Satisfies(ulong[] allowed, ulong[]? together, ulong[] set)
    {
        if (together is null)
        {
            return Positions.IsSubset(allowed, set);
        }

        for (int i = 0; i < set.Length; i++)
        {
            if ((allowed[i] & together[i] & ~set[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The conclusion of two incompatibilities that share a package (the rule of resolution).</summary>
    private Incompatibility Combine(Incompatibility first, Incompatibility second, SolverPackage shared)
    {
        var packages = new List<SolverPackage>(first.Packages.Length + second.Packages.Length);
        var sets = new List<ulong[]>(packages.Capacity);
        for (int i = 0; i < first.Packages.Length; i++)
        {
            SolverPackage package = first.Packages[i];
            int other = second.IndexOf(package);
            ulong[] set = first.Sets[i];
            if (other >= 0)
            {
                set = package == shared ? Positions.Union(set, second.Sets[other]) : Positions.Intersection(set, second.Sets[other]);
            }

            AddTerm(packages, sets, package, set);
        }

        for (int i = 0; i < second.Packages.Length; i++)
        {
            if (first.IndexOf(second.Packages[i]) < 0)
            {
                AddTerm(packages, sets, second.Packages[i], second.Sets[i]);
            }
        }

        return new Incompatibility([.. packages], [.. sets], new Conclusion(first, second));
    }

    private void AddTerm(List<SolverPackage> packages, List<ulong[]> sets, SolverPackage package, ulong[] set)
    {
        if (package != Root && !Positions.IsSubset(package.Universe, set))
        {
            packages.Add(package);
            sets.Add(set);
        }
    }
}
