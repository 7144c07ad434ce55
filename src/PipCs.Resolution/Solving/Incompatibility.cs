namespace PipCs.Resolution.Solving;

/// <summary>
/// A set of terms that cannot all hold. A term is a package with a set; it holds if the package's chosen position lies in the set. Only facts that never
/// change become incompatibilities. The set of the first package of a dependency grows as further versions with the same dependency are found.
/// </summary>
internal sealed class Incompatibility(SolverPackage[] packages, ulong[][] sets, Reason reason)
{
    internal SolverPackage[] Packages { get; } = packages;

    internal ulong[][] Sets { get; } = sets;

    /// <summary>The reason why it is true: a fact, or a <see cref="Conclusion"/>.</summary>
    internal Reason Reason { get; } = reason;

    /// <summary>The package that is depended on, constrained or ruled out; null for a conclusion.</summary>
    internal SolverPackage? Target { get; init; }

    /// <summary>A step of the trail, with its serial number, that contradicts a term. While the step stands, nothing follows from the incompatibility.</summary>
    internal (int Index, long Serial) ContradictedBy { get; set; } = (int.MaxValue, 0);

    /// <summary>The terms, as bits, whose packages do not list the incompatibility at present, because it is contradicted (<see cref="Solver.Propagate"/>).</summary>
    internal ulong Parked { get; private set; }

    /// <summary>Two terms, each with a position that is still possible and outside of its set. While both positions stay possible, nothing follows from the incompatibility.</summary>
    internal (int FirstTerm, int FirstPosition, int SecondTerm, int SecondPosition) Witnesses { get; set; } = (-1, 0, 0, 0);

    /// <summary>Adds a position of the first package.</summary>
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

    /// <summary>Records that the package of a term no longer lists the incompatibility.</summary>
    internal void Park(int term) => Parked |= 1UL << term;

    /// <summary>Has the package of a term list the incompatibility again, if it does not.</summary>
    internal void Return(int term)
    {
        if ((Parked >> term & 1) != 0)
        {
            Parked &= ~(1UL << term);
            Packages[term].Incompatibilities.Add(this);
        }
    }
}
