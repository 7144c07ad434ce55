using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Markers;

/// <summary>
/// Simplifies one marker. The marker is turned into alternatives, each of which has a set of admitted values for every dimension. Alternatives are
/// merged and dropped by comparing the values. The shortest of three forms is kept: the original marker, alternatives
/// of conditions, and conditions of alternatives (docs/decisions/0016).
/// </summary>
internal sealed class MarkerSimplifier
{
    /// <summary>A marker with more comparisons stays as it is.</summary>
    private const int MostComparisons = 256;

    /// <summary>A marker with more alternatives stays as it is.</summary>
    private const int MostAlternatives = 64;

    private readonly MarkerNode _root;
    private readonly MarkerNodes _nodes = new();

    private MarkerSimplifier(MarkerNode root)
    {
        _root = root;
        foreach (MarkerComparison comparison in root.Comparisons)
        {
            _nodes.Add(comparison);
        }
    }

    public static SimplifiedMarker Simplify(Marker marker, MarkerNode root)
        => root.Comparisons.Skip(MostComparisons).Any() ? SimplifiedMarker.Of(marker) : new MarkerSimplifier(root).Simplify(marker);

    private SimplifiedMarker Simplify(Marker marker)
    {
        if (!TryTakeApart(_root, isNegated: false, out List<MarkerValues?[]>? alternatives))
        {
            return SimplifiedMarker.Of(marker);
        }

        if (alternatives.Count == 0)
        {
            return SimplifiedMarker.Never;
        }

        if (alternatives.Exists(IsUnconditional))
        {
            return SimplifiedMarker.Always;
        }

        MarkerNode best = _root;
        if (_nodes.Any(alternatives) is { } any && any.Comparisons.Count() < best.Comparisons.Count())
        {
            best = any;
        }

        if (TryTakeApart(_root, isNegated: true, out List<MarkerValues?[]>? exceptions) && !exceptions.Exists(IsUnconditional)
            && exceptions.Count > 0 && _nodes.AllNot(exceptions) is { } all && all.Comparisons.Count() < best.Comparisons.Count())
        {
            best = all;
        }

        return SimplifiedMarker.Of(ReferenceEquals(best, _root) ? marker : new Marker(best));
    }

    private static bool IsUnconditional(MarkerValues?[] alternative) => Array.TrueForAll(alternative, static values => values is null);

    /// <summary>Turns a marker into alternatives, of which one must hold; each has the admitted values of every dimension, null for all. False where there are too many.</summary>
    private bool TryTakeApart(MarkerNode node, bool isNegated, [NotNullWhen(true)] out List<MarkerValues?[]>? alternatives)
    {
        if (node is MarkerComparison comparison)
        {
            var alternative = new MarkerValues?[_nodes.DimensionCount];
            MarkerValues values = comparison.GetValues(out MarkerDimension dimension);
            values = isNegated ? values.Not() : values;
            alternative[_nodes.IndexOf(dimension)] = values.IsAll ? null : values;
            alternatives = values.IsNone ? [] : [alternative];
            return true;
        }

        // Any of the group's alternatives has all its parts; the negation has, of every alternative, any part's negation.
        alternatives = isNegated ? [new MarkerValues?[_nodes.DimensionCount]] : [];
        foreach (IReadOnlyList<MarkerNode> parts in ((MarkerGroup)node).Alternatives)
        {
            List<MarkerValues?[]> joined = isNegated ? [] : [new MarkerValues?[_nodes.DimensionCount]];
            foreach (MarkerNode part in parts)
            {
                if (!TryTakeApart(part, isNegated, out List<MarkerValues?[]>? own) || !TryJoin(joined, own, isProduct: !isNegated, out joined))
                {
                    return false;
                }
            }

            if (!TryJoin(alternatives, joined, isProduct: isNegated, out alternatives))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryJoin(List<MarkerValues?[]> left, List<MarkerValues?[]> right, bool isProduct, out List<MarkerValues?[]> joined)
    {
        joined = [];
        if (!isProduct)
        {
            joined.AddRange(left);
            joined.AddRange(right);
        }
        else if (left.Count * right.Count <= MostAlternatives * MostAlternatives)
        {
            foreach (MarkerValues?[] one in left)
            {
                foreach (MarkerValues?[] other in right)
                {
                    if (Both(one, other) is { } both)
                    {
                        joined.Add(both);
                    }
                }
            }
        }

        Reduce(joined);
        return joined.Count <= MostAlternatives;
    }

    private static MarkerValues?[]? Both(MarkerValues?[] left, MarkerValues?[] right)
    {
        var both = new MarkerValues?[left.Length];
        for (int i = 0; i < left.Length; i++)
        {
            both[i] = left[i] is { } one && right[i] is { } other ? one.And(other) : left[i] ?? right[i];
            if (both[i]?.IsNone == true)
            {
                return null;
            }
        }

        return both;
    }

    /// <summary>Drops alternatives that are contained in another, and widens those that another permits to widen, until nothing changes.</summary>
    private static void Reduce(List<MarkerValues?[]> alternatives)
    {
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            for (int i = 0; i < alternatives.Count; i++)
            {
                for (int j = 0; j < alternatives.Count; j++)
                {
                    if (i == j)
                    {
                        continue;
                    }

                    // Of two that are the same, the first stays.
                    if (IsWithin(alternatives[i], alternatives[j], except: -1) && (j < i || !IsWithin(alternatives[j], alternatives[i], except: -1)))
                    {
                        alternatives.RemoveAt(i--);
                        hasChanged = true;
                        break;
                    }

                    hasChanged |= TryWiden(alternatives[i], alternatives[j]);
                }
            }
        }
    }

    /// <summary>Whether one alternative is contained in the other, disregarding one dimension.</summary>
    private static bool IsWithin(MarkerValues?[] one, MarkerValues?[] other, int except)
    {
        for (int i = 0; i < one.Length; i++)
        {
            if (i != except && other[i] is { } wanted && (one[i] is not { } values || !values.IsWithin(wanted)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// If an alternative is contained in another except for one dimension, the other's values of that dimension can be added to its own: <c>A or (not A and B)</c>
    /// becomes <c>A or B</c>. This is done where the values become simpler, or where the two can then be merged.
    /// </summary>
    private static bool TryWiden(MarkerValues?[] alternative, MarkerValues?[] other)
    {
        for (int i = 0; i < alternative.Length; i++)
        {
            if (alternative[i] is { } own && other[i] is { } more && IsWithin(alternative, other, except: i))
            {
                MarkerValues union = own.Or(more);
                if (union.IsAll || union.Size < own.Size || (!union.Same(own) && IsWithin(other, alternative, except: i)))
                {
                    alternative[i] = union.IsAll ? null : union;
                    return true;
                }
            }
        }

        return false;
    }
}
