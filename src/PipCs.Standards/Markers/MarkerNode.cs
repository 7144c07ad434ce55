using System.Text;

namespace PipCs.Standards.Markers;

/// <summary>A part of a marker.</summary>
internal abstract class MarkerNode
{
    public abstract bool Evaluate(MarkerEnvironment environment, in MarkerNames names);

    public abstract bool MentionsExtra { get; }

    /// <summary>All comparisons, inner ones included.</summary>
    public abstract IEnumerable<MarkerComparison> Comparisons { get; }

    public abstract void Write(StringBuilder builder, bool isOutermost);
}
