namespace PipCs.Resolution.Solving;

/// <summary>
/// What cannot hold all at once: for each package of it, that its chosen position lies in the set.
/// Only unchanging reasons become incompatibilities. The set of the first package of a dependency
/// grows as further versions turn out to depend on the same.
/// </summary>
internal sealed class Incompatibility(SolverPackage[] packages, ulong[][] sets, Reason reason)
{
    internal SolverPackage[] Packages { get; } = packages;

    internal ulong[][] Sets { get; } = sets;

    /// <summary>Why it holds: a fact, or a <see cref="Conclusion"/>.</summary>
    internal Reason Reason { get; } = reason;

    /// <summary>The package that is depended on, constrained or ruled out; null for a conclusion.</summary>
    internal SolverPackage? Target { get; init; }

    /// <summary>A step of the trail and its serial number: while it stands, a term cannot hold, so nothing follows.</summary>
    internal (int Index, long Serial) ContradictedBy { get; set; } = (int.MaxValue, 0);

    /// <summary>The terms, as bits, whose packages do not list it while it is contradicted (<see cref="Solver.Propagate"/>).</summary>
    internal ulong Parked { get; private set; }

    /// <summary>Two terms, each with a position that is still possible and not in its set: while both stand, nothing follows.</summary>
    internal (int FirstTerm, int FirstPosition, int SecondTerm, int SecondPosition) Witnesses { get; set; } = (-1, 0, 0, 0);

    /// <summary>Takes a further position of the first package in.</summary>
    internal void Grow(int position)
    {
        Positions.Add(Sets[0], position);
        for (int term = 0; Parked != 0; term++)
        {
            Return(term);
        }

        ContradictedBy = (int.MaxValue, 0);
        Witnesses = (-1, 0, 0, 0);
    }

    internal int IndexOf(SolverPackage package) => Array.IndexOf(Packages, package);

    /// <summary>Notes that the package of a term does not list it any more.</summary>
    internal void Park(int term) => Parked |= 1UL << term;

    /// <summary>Has the package of a term list it again, where it does not.</summary>
    internal void Return(int term)
    {
        if ((Parked >> term & 1) != 0)
        {
            Parked &= ~(1UL << term);
            Packages[term].Incompatibilities.Add(this);
        }
    }
}
