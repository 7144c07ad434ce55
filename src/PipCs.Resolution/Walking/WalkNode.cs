using PipCs.Resolution.Projects;

namespace PipCs.Resolution.Walking;

/// <summary>
/// What pip pins: a project; a project with a set of extras, which pip pins beside the plain project; or the Python
/// that the metadata of candidates asks for.
/// </summary>
internal sealed class WalkNode(string identifier, ProjectState? project, string[] extras, WalkNode? plain)
{
    private readonly Dictionary<int, WalkPin> _pins = [];

    /// <summary>pip's identifier: <c>name</c> or <c>name[extra,other]</c>.</summary>
    internal string Identifier { get; } = identifier;

    /// <summary>The project; null for the Python.</summary>
    internal ProjectState? Project { get; } = project;

    /// <summary>The extras, normalised, sorted.</summary>
    internal string[] Extras { get; } = extras;

    /// <summary>The node of the project itself, where this is one with extras.</summary>
    internal WalkNode? Plain { get; } = plain;

    /// <summary>Its place among what a person asked for, or <see cref="int.MaxValue"/>.</summary>
    internal int RequestedOrder { get; set; } = int.MaxValue;

    /// <summary>In how many rounds it was a cause of the last dead end and not pinned.</summary>
    internal int Conflicts { get; set; }

    /// <summary>How many of its candidates were put back.</summary>
    internal int Rejections { get; set; }

    /// <summary>The candidate at a position, made once.</summary>
    internal WalkPin PinAt(int position)
    {
        if (!_pins.TryGetValue(position, out WalkPin? pin))
        {
            pin = new WalkPin(this, position);
            _pins.Add(position, pin);
        }

        return pin;
    }
}

/// <summary>A candidate of a node.</summary>
internal sealed class WalkPin(WalkNode node, int position)
{
    internal WalkNode Node { get; } = node;

    internal int Position { get; } = position;

    /// <summary>What it needs; null until its metadata was read.</summary>
    internal List<WalkNeed>? Needs { get; set; }
}

/// <summary>A requirement and who has it.</summary>
/// <param name="Target">What it is on.</param>
/// <param name="Parent">Who has it; null for a person.</param>
/// <param name="Dependency">The requirement; null where a candidate with extras needs the plain candidate, or a candidate a Python.</param>
/// <param name="Exact">Without a dependency: the only position that suits; 0 where none does.</param>
internal sealed record WalkNeed(WalkNode Target, WalkPin? Parent, Dependency? Dependency, int Exact)
{
    internal RequirementTraits Traits => Dependency?.Traits ?? RequirementTraits.Direct;

    internal bool IsSatisfiedBy(WalkPin pin)
        => Dependency is null ? pin.Position == Exact : Solving.Positions.Contains(Dependency.PositionsIn(Target.Project!.Versions), pin.Position);

    /// <summary>The traits of all of the needs together.</summary>
    internal static RequirementTraits TraitsOf(ReadOnlySpan<WalkNeed> needs)
    {
        var traits = RequirementTraits.None;
        foreach (WalkNeed need in needs)
        {
            traits |= need.Traits;
        }

        return traits;
    }

    public bool Equals(WalkNeed? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
