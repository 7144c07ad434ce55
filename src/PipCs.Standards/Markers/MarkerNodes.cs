using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Markers;

/// <summary>Writes values as comparisons again, those of the original marker where one fits, so that its spelling stays.</summary>
internal sealed class MarkerNodes
{
    private readonly List<MarkerDimension> _dimensions = [];
    private readonly List<(int Dimension, MarkerValues Values, MarkerComparison Comparison)> _known = [];

    public int DimensionCount => _dimensions.Count;

    /// <summary>Adds a comparison of the original marker, so that its spelling can be used again.</summary>
    public void Add(MarkerComparison comparison)
    {
        MarkerValues values = comparison.GetValues(out MarkerDimension dimension);
        int index = _dimensions.IndexOf(dimension);
        if (index < 0)
        {
            index = _dimensions.Count;
            _dimensions.Add(dimension);
        }

        _known.Add((index, values, comparison));
    }

    public int IndexOf(MarkerDimension dimension) => _dimensions.IndexOf(dimension);

    /// <summary>Alternatives of conditions; null where values cannot be written.</summary>
    public MarkerGroup? Any(List<MarkerValues?[]> alternatives) => Write(alternatives, MarkerGroup.Any, MarkerGroup.All, static values => values);

    /// <summary>Writes that none of the alternatives holds, as conditions of alternatives; null where values cannot be written.</summary>
    public MarkerGroup? AllNot(List<MarkerValues?[]> alternatives) => Write(alternatives, MarkerGroup.All, MarkerGroup.Any, static values => values.Not());

    private MarkerGroup? Write(
        List<MarkerValues?[]> alternatives, Func<IReadOnlyList<MarkerNode>, MarkerGroup> outer, Func<IReadOnlyList<MarkerNode>, MarkerGroup> inner, Func<MarkerValues, MarkerValues> wanted)
    {
        var groups = new List<MarkerNode>();
        foreach (MarkerValues?[] alternative in alternatives)
        {
            var parts = new List<MarkerNode>();
            for (int i = 0; i < alternative.Length; i++)
            {
                if (alternative[i] is { } values)
                {
                    if (Write(i, wanted(values)) is not { } node)
                    {
                        return null;
                    }

                    parts.Add(node);
                }
            }

            groups.Add(inner(parts));
        }

        return outer(groups);
    }

    private MarkerNode? Write(int dimension, MarkerValues values)
    {
        if (Known(dimension, values) is { } known)
        {
            return known;
        }

        MarkerDimension about = _dimensions[dimension];
        if (values is VersionValues versions)
        {
            return versions.CanBeWritten ? Write(dimension, versions) : null;
        }

        var texts = (TextValues)values;
        if (!about.IsText)
        {
            return !texts.IsAllBut ? MarkerComparison.Create(about.Left, about.Operator, about.Right)
                : about.Operator == MarkerOperator.In ? MarkerComparison.Create(about.Left, MarkerOperator.NotIn, about.Right) : null;
        }

        MarkerOperator comparison = texts.IsAllBut ? MarkerOperator.NotEqual : MarkerOperator.Equal;
        MarkerNode[] nodes = [.. texts.Texts.Select(text => MarkerComparison.Create(about.Left, comparison, MarkerOperand.OfText(text)))];
        return texts.IsAllBut ? MarkerGroup.All(nodes) : MarkerGroup.Any(nodes);
    }

    private MarkerComparison? Known(int dimension, MarkerValues values)
    {
        foreach ((int each, MarkerValues own, MarkerComparison comparison) in _known)
        {
            if (each == dimension && own.Same(values))
            {
                return comparison;
            }
        }

        return null;
    }

    private MarkerGroup? Write(int dimension, VersionValues values)
    {
        IReadOnlyList<VersionRange> intervals = values.Range.Intervals;
        if (intervals.Count > 1 && Exceptions(dimension, values) is { } exceptions)
        {
            return exceptions;
        }

        var alternatives = new List<MarkerNode>();
        foreach (VersionRange interval in intervals)
        {
            if (Interval(dimension, values, interval) is not { } alternative)
            {
                return null;
            }

            alternatives.Add(alternative);
        }

        return MarkerGroup.Any(alternatives);
    }

    /// <summary>One interval without single versions: <c>&gt;= "3.8" and != "3.9"</c>.</summary>
    private MarkerGroup? Exceptions(int dimension, VersionValues values)
    {
        var parts = new List<MarkerNode>();
        VersionRange hull = values.Range.Hull;
        if (!hull.Equals(VersionRange.Full))
        {
            if (Interval(dimension, values, hull) is not { } bounds)
            {
                return null;
            }

            parts.Add(bounds);
        }

        foreach (VersionRange gap in hull.And(values.Range.Not()).Intervals)
        {
            if (OneOf(dimension, values.With(gap.Not()), gap, MarkerOperator.NotEqual) is not { } exception)
            {
                return null;
            }

            parts.Add(exception);
        }

        return MarkerGroup.All(parts);
    }

    private MarkerNode? Interval(int dimension, VersionValues values, VersionRange interval)
    {
        if (Known(dimension, values.With(interval)) is { } known)
        {
            return known;
        }

        (VersionRange from, VersionRange to) = interval.Bounds;
        bool hasStart = !from.Equals(VersionRange.Full);
        bool hasEnd = !to.Equals(VersionRange.Full);
        if (hasStart && hasEnd && OneOf(dimension, values.With(interval), interval, MarkerOperator.Equal) is { } single)
        {
            return single;
        }

        MarkerNode? lower = hasStart ? OneOf(dimension, values.With(from), from, MarkerOperator.GreaterOrEqual, MarkerOperator.Greater) : null;
        MarkerNode? upper = hasEnd ? OneOf(dimension, values.With(to), to, MarkerOperator.Less, MarkerOperator.LessOrEqual) : null;
        return (hasStart && lower is null) || (hasEnd && upper is null) ? null
            : lower is not null && upper is not null ? MarkerGroup.All([lower, upper])
            : lower ?? upper;
    }

    /// <summary>A comparison with exactly these values: one of the original marker, or the first suitable one of an operator with a bound of the range.</summary>
    private MarkerComparison? OneOf(int dimension, VersionValues values, VersionRange range, params MarkerOperator[] operators)
    {
        if (Known(dimension, values) is { } known)
        {
            return known;
        }

        return Candidates(_dimensions[dimension].Left, range, operators)
            .FirstOrDefault(candidate => candidate.GetValues(out MarkerDimension about) is var own && about == _dimensions[dimension] && own.Same(values));
    }

    /// <summary>
    /// Comparisons with the versions at which a range begins and ends; where it ends before a version's development or post-releases, with the version without
    /// them too. <c>python_version</c> is tried before <c>python_full_version</c>.
    /// </summary>
    private static IEnumerable<MarkerComparison> Candidates(MarkerOperand variable, VersionRange range, MarkerOperator[] operators)
        => from bound in range.BoundVersions
           from side in (IEnumerable<(MarkerOperand Variable, PackageVersion Version)>)
           [
               .. variable == MarkerOperand.PythonFullVersion ? [(MarkerOperand.PythonVersion, bound.BaseVersion)] : Array.Empty<(MarkerOperand, PackageVersion)>(),
               (variable, bound), (variable, WithoutDevelopment(bound)), (variable, bound.BaseVersion),
           ]
           from comparison in operators
           select MarkerComparison.Create(side.Variable, comparison, MarkerOperand.OfText(side.Version.ToString()));

    private static PackageVersion WithoutDevelopment(PackageVersion version)
    {
        LongVersion parts = version.ToLong();
        return parts.Dev is null ? version : PackageVersion.FromLong(new LongVersion { Epoch = parts.Epoch, Release = parts.Release, Pre = parts.Pre, PreNumber = parts.PreNumber, Post = parts.Post });
    }
}
