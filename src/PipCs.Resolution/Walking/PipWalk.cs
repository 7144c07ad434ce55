using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Walking;

/// <summary>
/// pip's own search. It pins a candidate if each of its dependencies has a candidate left, and later pins again the nodes whose pins do not suit the new
/// one. If no candidate can be pinned, it goes back to a pin that contributed to the dead end. It learns nothing from dead ends, so it gives up where pip
/// would try for long.
/// </summary>
internal sealed class PipWalk(WalkGuide guide)
{
    private const int MostTries = 500;
    private const int MostDeadEnds = 300;
    private const int MostFetched = 200;
    private const int PromotionThreshold = 5;

    private readonly List<WalkState> _states = [];
    private readonly HashSet<WalkNode> _promoted = [];
    private List<WalkState>? _saved;
    private bool _isOptimistic = true;
    private int _tries;
    private int _deadEnds;

    /// <summary>The needs at which the walk ended, if pip would end there with an error; otherwise null.</summary>
    internal IReadOnlyList<WalkNeed>? LastDeadEnd { get; private set; }

    private WalkState State => _states[^1];

    /// <summary>pip's pins, in its order; null where there is no solution, where the search takes too long, or where it has to begin again.</summary>
    internal async ValueTask<IReadOnlyList<WalkPin>?> RunAsync(IReadOnlyList<WalkNeed> roots)
    {
        var criteria = new Dictionary<WalkNode, WalkCriterion>();
        _states.Add(new WalkState());
        foreach (WalkNeed root in roots)
        {
            if (!await AddAsync(criteria, root, []).ConfigureAwait(false))
            {
                return null;
            }
        }

        State.Replace(criteria);
        PushState();
        while (true)
        {
            HashSet<WalkNode> open = State.Open;
            if (open.Count == 0)
            {
                return [.. State.Pins.Values];
            }

            WalkNode node = open.Count > 1 ? Next([.. open]) : open.Single();
            if (await PinAsync(node).ConfigureAwait(false) is not { } causes)
            {
                return null;
            }

            if (causes.Count == 0)
            {
                PushState();
            }
            else if (_deadEnds++ == MostDeadEnds)
            {
                return null;
            }
            else if (!GoBack(causes))
            {
                LastDeadEnd = causes;
                return null;
            }
        }
    }

    private void PushState() => _states.Add(new WalkState(State));

    /// <summary>The node to pin next: the Python, then the nodes of the last dead end, then those that were often in dead ends, then by pip's order.</summary>
    private WalkNode Next(List<WalkNode> unsatisfied)
    {
        var inCauses = new HashSet<WalkNode>();
        foreach (WalkNeed cause in State.Causes)
        {
            Count(cause.Target);
            if (cause.Parent is not null)
            {
                Count(cause.Parent.Node);
            }
        }

        if (unsatisfied.Contains(guide.Python))
        {
            return guide.Python;
        }

        List<WalkNode> narrowed = unsatisfied.FindAll(inCauses.Contains);
        narrowed = narrowed.Count > 0 ? narrowed : unsatisfied.FindAll(_promoted.Contains);
        narrowed = narrowed.Count > 0 ? narrowed : unsatisfied;
        return narrowed.MinBy(node => (PreferenceOf(node), node.Identifier), Comparer<(ulong Preference, string Identifier)>.Create(Compare))!;

        void Count(WalkNode node)
        {
            _ = inCauses.Add(node);
            if (!State.Pins.ContainsKey(node) && ++node.Conflicts >= PromotionThreshold)
            {
                _ = _promoted.Add(node);
            }
        }

        static int Compare((ulong Preference, string Identifier) left, (ulong Preference, string Identifier) right)
            => left.Preference != right.Preference ? left.Preference.CompareTo(right.Preference) : string.CompareOrdinal(left.Identifier, right.Identifier);
    }

    private ulong PreferenceOf(WalkNode node)
    {
        RequirementTraits traits = WalkNeed.TraitsOf(State.Criteria[node].Needs);
        ulong preference = _promoted.Contains(node) ? 0u : 1u;
        preference = (preference << 1) | Lacks(RequirementTraits.Direct);
        preference = (preference << 1) | Lacks(RequirementTraits.Pinned);
        preference = (preference << 1) | Lacks(RequirementTraits.UpperBounded);
        preference = (preference << 32) | (uint)node.RequestedOrder;
        return (preference << 1) | Lacks(RequirementTraits.Unfree);

        ulong Lacks(RequirementTraits trait) => (traits & trait) == 0 ? 1u : 0;
    }

    /// <summary>Pins the best candidate that can be pinned. Returns an empty list after that, the needs that excluded all candidates where none can be pinned, and null where the walk ends.</summary>
    private async ValueTask<List<WalkNeed>?> PinAsync(WalkNode node)
    {
        WalkCriterion criterion = State.Criteria[node];
        ulong[] left = [.. criterion.Candidates];
        var causes = new HashSet<WalkNeed>();
        var criteria = new Dictionary<WalkNode, WalkCriterion>(State.Criteria);
        for (int position = guide.Best(node, left, criterion.Needs); position > 0; position = guide.Best(node, left, criterion.Needs))
        {
            Positions.Remove(left, position);
            if (_tries++ == MostTries + State.Pins.Count || guide.Fetched > MostFetched + State.Pins.Count)
            {
                return null;
            }

            guide.ExpectOlder(node, left, position);
            WalkPin pin = node.PinAt(position);
            pin.Needs ??= await guide.NeedsOfAsync(pin).ConfigureAwait(false);
            if (guide.IsStale)
            {
                return null;
            }

            if (pin.Needs is null)
            {
                continue;
            }

            int added = 0;
            while (added < pin.Needs.Count && await AddAsync(criteria, pin.Needs[added], causes).ConfigureAwait(false))
            {
                added++;
            }

            if (guide.IsStale)
            {
                return null;
            }

            if (added == pin.Needs.Count)
            {
                if (!criterion.IsSatisfiedBy(pin))
                {
                    // The criterion's candidates are out of date. pip fails here with an internal error; the solver continues.
                    return null;
                }

                State.Pin(pin, criteria);
                return [];
            }

            Restore(criteria, pin.Needs, added);
            guide.Reject(node);
        }

        return causes.Count > 0 ? [.. causes] : [.. criterion.Needs];
    }

    /// <summary>Undoes the changes that the first of the needs made.</summary>
    private void Restore(Dictionary<WalkNode, WalkCriterion> criteria, List<WalkNeed> needs, int count)
    {
        for (int i = 0; i < count; i++)
        {
            WalkNode node = needs[i].Target;
            if (State.Criteria.TryGetValue(node, out WalkCriterion? criterion))
            {
                criteria[node] = criterion;
            }
            else
            {
                _ = criteria.Remove(node);
            }
        }
    }

    /// <summary>Adds a need to the criteria. False where no candidate is left (the clashing needs are then added to the causes), and where positions changed their meaning.</summary>
    private async ValueTask<bool> AddAsync(Dictionary<WalkNode, WalkCriterion> criteria, WalkNeed need, HashSet<WalkNeed> causes)
    {
        await guide.LoadAsync(need).ConfigureAwait(false);
        if (guide.IsStale)
        {
            return false;
        }

        WalkNode node = need.Target;
        _ = criteria.TryGetValue(node, out WalkCriterion? criterion);
        WalkNeed[] needs = criterion is null ? [need] : [.. criterion.Needs, need];
        ulong[] candidates = Candidates(criteria, node, needs, criterion?.Excluded);
        if (Positions.IsEmpty(candidates))
        {
            causes.UnionWith(needs);
            return false;
        }

        if (criterion is null)
        {
            guide.Expect(node, candidates, needs);
        }

        criteria[node] = new WalkCriterion(candidates, needs, criterion?.Excluded);
        return true;
    }

    private ulong[] Candidates(Dictionary<WalkNode, WalkCriterion> criteria, WalkNode node, WalkNeed[] needs, ulong[]? excluded)
    {
        WalkNeed[] plain = node.Plain is not null && criteria.TryGetValue(node.Plain, out WalkCriterion? known) ? known.Needs : [];
        ulong[] candidates = guide.Suiting(node, needs, plain);
        return excluded is null ? candidates : Positions.Difference(candidates, excluded);
    }

    /// <summary>Goes back to a pin that contributed to the dead end, and excludes its candidate; false where there is no such pin.</summary>
    private bool GoBack(List<WalkNeed> causes)
    {
        if (TryGoBack(causes))
        {
            State.Causes = causes;
            return true;
        }

        if (!_isOptimistic || _saved is null)
        {
            return false;
        }

        // Skipping the pins that did not contribute led to no solution, so pip returns to the state before the first skip and goes back step by step.
        _isOptimistic = false;
        _states.Clear();
        _states.AddRange(_saved);
        _saved = null;
        return true;
    }

    private bool TryGoBack(List<WalkNeed> causes)
    {
        var involved = new HashSet<WalkNode>();
        foreach (WalkNeed cause in causes)
        {
            _ = involved.Add(cause.Target);
            if (cause.Parent is not null)
            {
                _ = involved.Add(cause.Parent.Node);
            }
        }

        while (_states.Count >= 3)
        {
            _states.RemoveAt(_states.Count - 1);
            if (PopInvolved(involved) is not ({ } broken, { } pin))
            {
                return false;
            }

            PushState();
            if (Exclude(broken, pin))
            {
                return true;
            }
        }

        return false;
    }

    private (WalkState Broken, WalkPin Pin)? PopInvolved(HashSet<WalkNode> involved)
    {
        while (_states.Count > 0)
        {
            WalkState broken = State;
            _states.RemoveAt(_states.Count - 1);
            if (broken.Pins.Count == 0)
            {
                return null;
            }

            WalkPin pin = broken.Pins.GetAt(broken.Pins.Count - 1).Value;
            bool isInvolved = involved.Contains(pin.Node);
            if (!_isOptimistic && !isInvolved)
            {
                return (broken, pin);
            }

            if (_isOptimistic && _saved is null && !isInvolved)
            {
                _saved = [.. _states.Select(static state => new WalkState(state))];
            }

            if (pin.Needs!.Exists(need => involved.Contains(need.Target)) || broken.Pins.Count == 1)
            {
                return (broken, pin);
            }

            if (_states.Count <= 1)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Excludes a candidate from the newest state, together with the candidates that the abandoned state had excluded; false where a node then has no candidates left.</summary>
    private bool Exclude(WalkState broken, WalkPin pin)
    {
        var excluded = new List<(WalkNode Node, ulong[] Positions)>();
        foreach ((WalkNode node, WalkCriterion criterion) in broken.Criteria)
        {
            if (criterion.Excluded is not null)
            {
                excluded.Add((node, criterion.Excluded));
            }
        }

        WalkNode last = pin.Node;
        excluded.Add((last, Positions.Of(last.Project is null ? 1 : last.Project.Versions.Words, pin.Position)));
        var criteria = new Dictionary<WalkNode, WalkCriterion>(State.Criteria);
        foreach ((WalkNode node, ulong[] positions) in excluded)
        {
            if (!criteria.TryGetValue(node, out WalkCriterion? criterion))
            {
                continue;
            }

            ulong[] all = criterion.Excluded is null ? positions : Positions.Union(positions, criterion.Excluded);
            ulong[] candidates = Candidates(criteria, node, criterion.Needs, all);
            if (Positions.IsEmpty(candidates))
            {
                return false;
            }

            criteria[node] = criterion with { Candidates = candidates, Excluded = all };
        }

        State.Replace(criteria);
        return true;
    }
}
