namespace PipCs.Resolution.Walking;

/// <summary>The needs for a node, and its candidates that are left.</summary>
/// <param name="Candidates">The candidates that suited when the last need was added.</param>
/// <param name="Needs">The needs in force.</param>
/// <param name="Excluded">Candidates that led to a dead end; null for none.</param>
internal sealed record WalkCriterion(ulong[] Candidates, WalkNeed[] Needs, ulong[]? Excluded)
{
    internal bool IsSatisfiedBy(WalkPin pin)
    {
        foreach (WalkNeed need in Needs)
        {
            if (!need.IsSatisfiedBy(pin))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>
/// The pins and criteria at one moment. Each pin makes a new state. Values in a state are replaced, never changed, so that states can share them.
/// </summary>
internal sealed class WalkState
{
    private HashSet<WalkNode>? _open;

    internal WalkState()
    {
        Pins = [];
        Criteria = [];
        Causes = [];
    }

    internal WalkState(WalkState other)
    {
        Pins = other.Pins;
        Criteria = other.Criteria;
        Causes = other.Causes;
        _open = other._open;
    }

    /// <summary>The pins, in the order in which they were made.</summary>
    internal OrderedDictionary<WalkNode, WalkPin> Pins { get; private set; }

    internal Dictionary<WalkNode, WalkCriterion> Criteria { get; private set; }

    /// <summary>The needs that made up the last dead end.</summary>
    internal List<WalkNeed> Causes { get; set; }

    /// <summary>The nodes to pin, for the first time or again.</summary>
    internal HashSet<WalkNode> Open => _open ??= [.. Criteria.Where(item => !IsSatisfied(item.Key)).Select(static item => item.Key)];

    /// <summary>Pins a candidate, and drops the needs of those pins that do not suit it and have to be made again.</summary>
    /// <param name="pin">The candidate.</param>
    /// <param name="criteria">The criteria that include the needs of the pin.</param>
    internal void Pin(WalkPin pin, Dictionary<WalkNode, WalkCriterion> criteria)
    {
        var open = new HashSet<WalkNode>(Open);
        Pins = new OrderedDictionary<WalkNode, WalkPin>(Pins);
        _ = Pins.Remove(pin.Node);
        Pins.Add(pin.Node, pin);
        Criteria = criteria;
        var released = new HashSet<WalkNode>();
        foreach (WalkNode node in pin.Needs!.Select(static need => need.Target).Append(pin.Node))
        {
            if (IsSatisfied(node))
            {
                _ = open.Remove(node);
            }
            else if (open.Add(node) && Pins.ContainsKey(node))
            {
                _ = released.Add(node);
            }
        }

        _open = open;
        if (released.Count > 0)
        {
            RemoveNeedsOf(released);
        }
    }

    /// <summary>Replaces the criteria of some nodes.</summary>
    internal void Replace(Dictionary<WalkNode, WalkCriterion> criteria)
    {
        Criteria = criteria;
        _open = null;
    }

    private bool IsSatisfied(WalkNode node) => Pins.TryGetValue(node, out WalkPin? pin) && Criteria[node].IsSatisfiedBy(pin);

    private void RemoveNeedsOf(HashSet<WalkNode> parents)
    {
        foreach (WalkNode node in Criteria.Keys.ToArray())
        {
            WalkCriterion criterion = Criteria[node];
            if (Array.Exists(criterion.Needs, IsOf))
            {
                Criteria[node] = criterion with { Needs = Array.FindAll(criterion.Needs, need => !IsOf(need)) };
            }
        }

        // A pin that did not satisfy a dropped need may satisfy the others.
        _open = null;

        bool IsOf(WalkNeed need) => need.Parent is { } parent && parents.Contains(parent.Node);
    }
}
