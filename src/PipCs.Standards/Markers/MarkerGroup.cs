using System.Text;

namespace PipCs.Standards.Markers;

/// <summary>A part of a group.</summary>
/// <param name="Node">The part.</param>
/// <param name="BeginsAlternative">Whether <c>or</c> comes before it.</param>
internal readonly record struct MarkerPart(MarkerNode Node, bool BeginsAlternative);

/// <summary>Comparisons and groups joined by <c>and</c> and <c>or</c>; one with several parts is parenthesised inside another.</summary>
internal sealed class MarkerGroup(MarkerPart[] parts) : MarkerNode
{
    public override bool MentionsExtra { get; } = Array.Exists(parts, static part => part.Node.MentionsExtra);

    /// <summary>The parts that <c>or</c> joins, each the parts that <c>and</c> joins.</summary>
    public IEnumerable<IReadOnlyList<MarkerNode>> Alternatives
    {
        get
        {
            int start = 0;
            for (int i = 1; i <= parts.Length; i++)
            {
                if (i == parts.Length || parts[i].BeginsAlternative)
                {
                    yield return Array.ConvertAll(parts[start..i], static part => part.Node);
                    start = i;
                }
            }
        }
    }

    public override IEnumerable<MarkerComparison> Comparisons => parts.SelectMany(static part => part.Node.Comparisons);

    /// <summary>One of the parts must hold. Groups among them are merged into the new one.</summary>
    public static MarkerGroup Any(IReadOnlyList<MarkerNode> nodes)
    {
        var parts = new List<MarkerPart>();
        foreach (MarkerNode node in nodes)
        {
            IEnumerable<IReadOnlyList<MarkerNode>> alternatives = node is MarkerGroup group ? group.Alternatives : [[node]];
            foreach (IReadOnlyList<MarkerNode> alternative in alternatives)
            {
                for (int i = 0; i < alternative.Count; i++)
                {
                    parts.Add(new MarkerPart(alternative[i], i == 0 && parts.Count > 0));
                }
            }
        }

        return new MarkerGroup([.. parts]);
    }

    /// <summary>All parts must hold. Groups without alternatives among them are merged into the new one.</summary>
    public static MarkerGroup All(IReadOnlyList<MarkerNode> nodes)
    {
        IEnumerable<MarkerNode> merged = nodes.SelectMany(static node => node is MarkerGroup group && group.Alternatives.Count() == 1 ? group.Alternatives.First() : [node]);
        return new MarkerGroup([.. merged.Select(static node => new MarkerPart(node, BeginsAlternative: false))]);
    }

    /// <summary>Evaluates every part, as packaging does, because an undefined comparison is an error in any place.</summary>
    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
    {
        bool any = false;
        bool all = true;
        foreach (MarkerPart part in parts)
        {
            if (part.BeginsAlternative)
            {
                any |= all;
                all = true;
            }

            all &= part.Node.Evaluate(environment, names);
        }

        return any | all;
    }

    public override void Write(StringBuilder builder, bool isOutermost)
    {
        bool parenthesised = !isOutermost && parts.Length > 1;
        builder.Append(parenthesised ? "(" : "");
        for (int i = 0; i < parts.Length; i++)
        {
            builder.Append(i == 0 ? "" : parts[i].BeginsAlternative ? " or " : " and ");
            parts[i].Node.Write(builder, isOutermost && parts.Length == 1);
        }

        builder.Append(parenthesised ? ")" : "");
    }
}
