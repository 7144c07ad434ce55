namespace PipCs.Resolution.Solving;

/// <summary>
/// The core of PubGrub: the partial solution, unit propagation and conflict resolution. To it, packages are variables over finite sets of positions. It
/// does not know projects, files or networks.
/// </summary>
internal sealed partial class Solver
{
    private readonly List<Assignment> _trail = [];

    // For each step, the incompatibilities that it contradicts. While the step stands, a change of their packages does not concern them.
    private readonly List<List<(Incompatibility Incompatibility, int Term)>?> _parked = [];
    private readonly Queue<SolverPackage> _changed = new();
    private readonly List<(SolverPackage Package, IReadOnlyList<SolverPackage> Required)> _decisions = [];

    private long _serial;

    internal Solver()
    {
        Root = new SolverPackage(0, "", [3]);
        Packages.Add(Root);
        Push(Root, [2], null);
        Root.Decided = 1;
    }

    /// <summary>The package that stands for the request; decided from the start.</summary>
    internal SolverPackage Root { get; }

    internal List<SolverPackage> Packages { get; } = [];

    /// <summary>All packages that must be chosen and are not chosen yet. The list may also hold packages for which this is no longer true.</summary>
    internal List<SolverPackage> Open { get; } = [];

    internal int Level => _decisions.Count;

    /// <summary>The number of conflicts that were resolved.</summary>
    internal int Conflicts { get; private set; }

    /// <summary>The number of incompatibilities that were learned.</summary>
    internal int Learned { get; private set; }

    internal static void Add(Incompatibility incompatibility)
    {
        foreach (SolverPackage package in incompatibility.Packages)
        {
            package.Incompatibilities.Add(incompatibility);
        }
    }

    /// <summary>Applies an incompatibility that has one package only.</summary>
    internal void Exclude(Incompatibility incompatibility)
    {
        SolverPackage package = incompatibility.Packages[0];
        Push(package, Positions.Difference(package.Universe, incompatibility.Sets[0]), incompatibility);
    }

    /// <summary>Takes a decision.</summary>
    /// <param name="package">The package.</param>
    /// <param name="position">The position chosen.</param>
    /// <param name="required">The packages on which this decision has requirements, in order; undone with the decision.</param>
    internal void Decide(SolverPackage package, int position, IReadOnlyList<SolverPackage> required)
    {
        package.DecisionIndex = _decisions.Count;
        _decisions.Add((package, required));
        package.Decided = position;
        Push(package, Positions.Of(package.Universe.Length, position), null);
    }

    /// <summary>Draws all conclusions from a change of the package; false after a conflict that no decision can avoid.</summary>
    internal bool Propagate(SolverPackage changed, out Incompatibility? failure)
    {
        failure = null;
        ForgetChanges();
        Enqueue(changed);
        while (_changed.TryDequeue(out SolverPackage? package))
        {
            package.IsChanged = false;
            List<Incompatibility> incompatibilities = package.Incompatibilities;
            for (int i = incompatibilities.Count - 1; i >= 0; i--)
            {
                Incompatibility incompatibility = incompatibilities[i];
                int open = OpenTerm(incompatibility);
                if (open == Contradicted)
                {
                    Park(incompatibilities, i, package);
                    continue;
                }

                if (open == Inconclusive)
                {
                    continue;
                }

                if (open == AllSatisfied)
                {
                    Conflicts++;
                    Incompatibility? learned = ResolveConflict(incompatibility, out failure);
                    if (learned is null)
                    {
                        return false;
                    }

                    ForgetChanges();
                    Conclude(learned, OpenTerm(learned));
                    break;
                }

                Conclude(incompatibility, open);
            }
        }

        return true;
    }

    private const int AllSatisfied = -1;
    private const int Inconclusive = -2;
    private const int Contradicted = -3;
    private const int MostParkedTerms = 64;

    /// <summary>Removes a contradicted incompatibility from a package's list until the contradicting step is undone.</summary>
    private void Park(List<Incompatibility> incompatibilities, int index, SolverPackage package)
    {
        Incompatibility incompatibility = incompatibilities[index];
        int term = incompatibility.IndexOf(package);
        if (term < MostParkedTerms)
        {
            incompatibilities.RemoveAt(index);
            incompatibility.Park(term);
            (_parked[incompatibility.ContradictedBy.Index] ??= []).Add((incompatibility, term));
        }
    }

    /// <summary>The only open term; or a value that means that all terms are satisfied, or that nothing follows.</summary>
    private int OpenTerm(Incompatibility incompatibility)
    {
        (int index, long serial) = incompatibility.ContradictedBy;
        if (index < _trail.Count && _trail[index].Serial == serial)
        {
            return Contradicted;
        }

        SolverPackage[] packages = incompatibility.Packages;
        (int first, int firstPosition, int second, int secondPosition) = incompatibility.Witnesses;
        if (first >= 0 && Positions.Contains(packages[first].Allowed, firstPosition) && Positions.Contains(packages[second].Allowed, secondPosition))
        {
            return Inconclusive;
        }

        int open = AllSatisfied;
        int witness = 0;
        for (int i = 0; i < packages.Length; i++)
        {
            ulong[] allowed = packages[i].Allowed;
            int outside = Positions.FirstOutside(allowed, incompatibility.Sets[i]);
            if (outside < 0)
            {
                continue;
            }

            if (!Positions.Intersects(allowed, incompatibility.Sets[i]))
            {
                List<int> trail = packages[i].Trail;
                int step = trail.Count == 0 ? 0 : trail[^1];
                incompatibility.ContradictedBy = (step, _trail[step].Serial);
                return Contradicted;
            }

            if (open >= 0)
            {
                incompatibility.Witnesses = (open, witness, i, outside);
                return Inconclusive;
            }

            open = i;
            witness = outside;
        }

        return open;
    }

    private void Conclude(Incompatibility incompatibility, int index)
    {
        SolverPackage package = incompatibility.Packages[index];
        Push(package, Positions.Difference(package.Universe, incompatibility.Sets[index]), incompatibility);
        Enqueue(package);
    }

    private void Enqueue(SolverPackage package)
    {
        if (!package.IsChanged)
        {
            package.IsChanged = true;
            _changed.Enqueue(package);
        }
    }

    private void ForgetChanges()
    {
        while (_changed.TryDequeue(out SolverPackage? package))
        {
            package.IsChanged = false;
        }
    }

    private void Push(SolverPackage package, ulong[] term, Incompatibility? cause)
    {
        ulong[] accumulated = Positions.Intersection(package.Allowed, term);
        if (!package.IsListed && !package.IsDecided && (accumulated[0] & 1) == 0)
        {
            List(package);
        }

        package.Trail.Add(_trail.Count);
        package.Allowed = accumulated;
        _parked.Add(null);
        _trail.Add(new Assignment(package, term, accumulated, cause, Level, ++_serial));
    }

    private void List(SolverPackage package)
    {
        package.IsListed = true;
        Open.Add(package);
    }
}
