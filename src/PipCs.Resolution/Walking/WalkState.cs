namespace PipCs.Resolution.Walking;

/// <summary>What is known of a node: who needs it, and which candidates are left.</summary>
/// <param name="Candidates">Those that suited when the last need was added.</param>
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

/// <summary>What is pinned at one moment, and what is needed then. Each pin makes a new one.</summary>
internal sealed class WalkState
{
    internal WalkState()
    {
        Pins = [];
        Criteria = [];
        Causes = [];
    }

    internal WalkState(WalkState other)
    {
        Pins = new OrderedDictionary<WalkNode, WalkPin>(other.Pins);
        Criteria = new Dictionary<WalkNode, WalkCriterion>(other.Criteria);
        Causes = other.Causes;
    }

    /// <summary>What is pinned, in the order in which it was.</summary>
    internal OrderedDictionary<WalkNode, WalkPin> Pins { get; }

    internal Dictionary<WalkNode, WalkCriterion> Criteria { get; set; }

    /// <summary>The needs that made up the last dead end.</summary>
    internal List<WalkNeed> Causes { get; set; }

    internal bool IsSatisfied(WalkNode node, WalkCriterion criterion) => Pins.TryGetValue(node, out WalkPin? pin) && criterion.IsSatisfiedBy(pin);

    /// <summary>What is to be pinned, for the first time or again.</summary>
    internal List<WalkNode> Unsatisfied()
    {
        var unsatisfied = new List<WalkNode>();
        foreach ((WalkNode node, WalkCriterion criterion) in Criteria)
        {
            if (!IsSatisfied(node, criterion))
            {
                unsatisfied.Add(node);
            }
        }

        return unsatisfied;
    }

    internal void Pin(WalkPin pin)
    {
        _ = Pins.Remove(pin.Node);
        Pins.Add(pin.Node, pin);
    }

    /// <summary>Takes the last pin off.</summary>
    internal WalkPin? PopPin()
    {
        if (Pins.Count == 0)
        {
            return null;
        }

        WalkPin last = Pins.GetAt(Pins.Count - 1).Value;
        Pins.RemoveAt(Pins.Count - 1);
        return last;
    }

    /// <summary>Forgets what candidates need whose nodes are to be pinned again.</summary>
    internal void RemoveNeedsOf(HashSet<WalkNode> parents)
    {
        if (parents.Count == 0)
        {
            return;
        }

        foreach (WalkNode node in Criteria.Keys.ToArray())
        {
            WalkCriterion criterion = Criteria[node];
            if (Array.Exists(criterion.Needs, IsOf))
            {
                Criteria[node] = criterion with { Needs = Array.FindAll(criterion.Needs, need => !IsOf(need)) };
            }
        }

        bool IsOf(WalkNeed need) => need.Parent is { } parent && parents.Contains(parent.Node);
    }
}
