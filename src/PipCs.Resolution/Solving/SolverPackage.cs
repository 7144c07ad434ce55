using PipCs.Resolution.Projects;

namespace PipCs.Resolution.Solving;

/// <summary>
/// A variable of the solver: the root, a project, or an extra of a project (whose only position, 1, means "wanted"). Holds its part of the partial solution.
/// </summary>
internal sealed class SolverPackage(int id, string identifier, ulong[] universe)
{
    private const int NotDecided = -1;
    private const int MergeDepth = 16;

    private Dictionary<(int Extra, int Target), List<(Incompatibility Incompatibility, ulong[] Excluded)>>? _dependencies;

    internal int Id { get; } = id;

    /// <summary>pip's identifier: <c>name</c> or <c>name[extra]</c>; empty for the root.</summary>
    internal string Identifier { get; } = identifier;

    /// <summary>Every position that may be chosen, <see cref="Positions.Absent"/> included.</summary>
    internal ulong[] Universe { get; } = universe;

    /// <summary>The project; null for the root.</summary>
    internal ProjectState? Project { get; init; }

    /// <summary>The extra, normalised; null for a project.</summary>
    internal string? Extra { get; init; }

    /// <summary>The package of the project itself, for an extra; otherwise null.</summary>
    internal SolverPackage? Base { get; init; }

    /// <summary>The packages of its extras that requirements ask for.</summary>
    internal List<SolverPackage> Extras { get; } = [];

    /// <summary>The positions that are still possible.</summary>
    internal ulong[] Allowed { get; set; } = universe;

    /// <summary>Whether it must be chosen: "absent" is no longer possible.</summary>
    internal bool IsRequired => (Allowed[0] & 1) == 0;

    /// <summary>The chosen position, or -1.</summary>
    internal int Decided { get; set; } = NotDecided;

    /// <summary>The number of decisions before its own, if it is decided.</summary>
    internal int DecisionIndex { get; set; } = -1;

    /// <summary>Whether the solver has yet to draw conclusions from its change.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>Whether it stands for the request itself.</summary>
    internal bool IsRoot => Project is null;

    internal bool IsDecided => Decided != NotDecided;

    /// <summary>The indexes of its steps in the trail.</summary>
    internal List<int> Trail { get; } = [];

    internal List<Incompatibility> Incompatibilities { get; } = [];

    /// <summary>The requirements on it of decided packages, in the order of the decisions.</summary>
    internal List<ActiveRequirement> Requirers { get; } = [];

    /// <summary>The traits of all requirements on it together.</summary>
    internal RequirementTraits Traits => Requirers.Count == 0 ? RequirementTraits.None : Requirers[^1].Traits;

    /// <summary>The number of conflicts in which it took part.</summary>
    internal int Conflicts { get; set; }

    /// <summary>Whether it waits in the solver's list of open packages.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The degree to which its conflicts bring its decision forward.</summary>
    internal Promotion Promotion { get; set; }

    /// <summary>The number of its positions that were ruled out when they were to be chosen.</summary>
    internal int Rejections { get; set; }

    /// <summary>Its place in the request, or <see cref="int.MaxValue"/>.</summary>
    internal int RequestedOrder { get; set; } = int.MaxValue;

    internal void Undecide() => Decided = NotDecided;

    /// <summary>Extends the incompatibility of another position with the same dependency to this position; false where there is none.</summary>
    internal bool TryMerge(int position, SolverPackage? extra, SolverPackage target, ulong[] excluded)
    {
        if (_dependencies is null || !_dependencies.TryGetValue((extra?.Id ?? 0, target.Id), out List<(Incompatibility Incompatibility, ulong[] Excluded)>? known))
        {
            return false;
        }

        for (int i = known.Count - 1; i >= 0 && i >= known.Count - MergeDepth; i--)
        {
            if (Positions.AreEqual(known[i].Excluded, excluded))
            {
                known[i].Incompatibility.Grow(position);
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers an incompatibility for <see cref="TryMerge"/>.</summary>
    internal void Remember(Incompatibility incompatibility, SolverPackage? extra, SolverPackage target, ulong[] excluded)
    {
        _dependencies ??= [];
        (int, int) key = (extra?.Id ?? 0, target.Id);
        if (!_dependencies.TryGetValue(key, out List<(Incompatibility Incompatibility, ulong[] Excluded)>? known))
        {
            known = [];
            _dependencies.Add(key, known);
        }

        known.Add((incompatibility, excluded));
    }
}

/// <summary>The degrees of urgency of a package's decision, the least urgent first.</summary>
internal enum Promotion : byte
{
    /// <summary>In pip's order.</summary>
    None,

    /// <summary>Before the others, since it was in many conflicts.</summary>
    Early,

    /// <summary>Before all others, since one decided package ruled out version after version of it.</summary>
    First,
}

/// <summary>A requirement of a decided package, with the traits of all requirements on the required package up to this one.</summary>
internal readonly record struct ActiveRequirement(Dependency Dependency, SolverPackage Parent, RequirementTraits Traits);
