using PipCs.Resolution.Projects;

namespace PipCs.Resolution.Walking;

/// <summary>
/// An item that pip pins: a project; a project with a set of extras, which pip pins in addition to the project; or the Python that the metadata of
/// candidates requires.
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

    /// <summary>The node of the project itself, for a node with extras; otherwise null.</summary>
    internal WalkNode? Plain { get; } = plain;

    /// <summary>Its place in the request, or <see cref="int.MaxValue"/>.</summary>
    internal int RequestedOrder { get; set; } = int.MaxValue;

    /// <summary>The number of rounds in which it was a cause of the last dead end and not pinned.</summary>
    internal int Conflicts { get; set; }

    /// <summary>The number of its candidates that could not be pinned.</summary>
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

    /// <summary>The needs of the candidate; null until its metadata was read.</summary>
    internal List<WalkNeed>? Needs { get; set; }
}

/// <summary>A requirement, with the pin that has it.</summary>
/// <param name="Target">The required node.</param>
/// <param name="Parent">The pin that has the requirement; null for the request.</param>
/// <param name="Dependency">The requirement; null for the need of a candidate with extras for the same candidate without them, and for the need of a Python.</param>
/// <param name="Exact">For a need without a dependency, the only position that suits; 0 where none does.</param>
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
