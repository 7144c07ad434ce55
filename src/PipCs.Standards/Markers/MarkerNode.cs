using System.Text;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

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

/// <summary>Comparisons and groups joined by <c>and</c> and <c>or</c>; one with several parts is parenthesised inside another.</summary>
/// <param name="items">The parts.</param>
/// <param name="beginsAlternative">For each part, whether <c>or</c> stands before it.</param>
internal sealed class MarkerGroup(MarkerNode[] items, bool[] beginsAlternative) : MarkerNode
{
    public override bool MentionsExtra => Array.Exists(items, item => item.MentionsExtra);

    /// <summary>The parts that <c>or</c> joins, each the parts that <c>and</c> joins.</summary>
    public IEnumerable<IReadOnlyList<MarkerNode>> Alternatives
    {
        get
        {
            int start = 0;
            for (int i = 1; i <= items.Length; i++)
            {
                if (i == items.Length || beginsAlternative[i])
                {
                    yield return new ArraySegment<MarkerNode>(items, start, i - start);
                    start = i;
                }
            }
        }
    }

    public override IEnumerable<MarkerComparison> Comparisons => items.SelectMany(static item => item.Comparisons);

    /// <summary>One of the parts must hold. Groups among them are merged into the new one.</summary>
    public static MarkerGroup Any(IReadOnlyList<MarkerNode> parts)
    {
        var items = new List<MarkerNode>();
        var beginsAlternative = new List<bool>();
        foreach (MarkerNode part in parts)
        {
            IEnumerable<IReadOnlyList<MarkerNode>> alternatives = part is MarkerGroup group ? group.Alternatives : [[part]];
            foreach (IReadOnlyList<MarkerNode> alternative in alternatives)
            {
                for (int i = 0; i < alternative.Count; i++)
                {
                    beginsAlternative.Add(i == 0 && items.Count > 0);
                    items.Add(alternative[i]);
                }
            }
        }

        return new MarkerGroup([.. items], [.. beginsAlternative]);
    }

    /// <summary>All parts must hold. Groups without alternatives among them are merged into the new one.</summary>
    public static MarkerGroup All(IReadOnlyList<MarkerNode> parts)
    {
        var items = new List<MarkerNode>();
        foreach (MarkerNode part in parts)
        {
            if (part is MarkerGroup group && group.Alternatives.Count() == 1)
            {
                items.AddRange(group.Alternatives.First());
            }
            else
            {
                items.Add(part);
            }
        }

        return new MarkerGroup([.. items], new bool[items.Count]);
    }

    /// <summary>Every part is evaluated, as packaging does: an undefined comparison is an error wherever it stands.</summary>
    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
    {
        bool any = false;
        bool all = true;
        for (int i = 0; i < items.Length; i++)
        {
            if (beginsAlternative[i])
            {
                any |= all;
                all = true;
            }

            all &= items[i].Evaluate(environment, names);
        }

        return any | all;
    }

    public override void Write(StringBuilder builder, bool isOutermost)
    {
        bool parenthesised = !isOutermost && items.Length > 1;
        builder.Append(parenthesised ? "(" : "");
        for (int i = 0; i < items.Length; i++)
        {
            builder.Append(i == 0 ? "" : beginsAlternative[i] ? " or " : " and ");
            items[i].Write(builder, isOutermost && items.Length == 1);
        }

        builder.Append(parenthesised ? ")" : "");
    }
}

/// <summary>A variable, or a literal with its value.</summary>
internal readonly record struct MarkerOperand(MarkerVariable Variable, string Text)
{
    public bool IsVariable => Variable != MarkerVariable.None;

    public void Write(StringBuilder builder)
    {
        if (IsVariable)
        {
            builder.Append(Text);
            return;
        }

        char quote = !Text.Contains('"', StringComparison.Ordinal) ? '"'
            : !Text.Contains('\'', StringComparison.Ordinal) ? '\''
            : throw new FormatException("Cannot serialize marker value containing both quote characters");
        builder.Append(quote).Append(Text).Append(quote);
    }
}

/// <summary>One comparison.</summary>
internal sealed partial class MarkerComparison : MarkerNode
{
    private readonly MarkerOperand _left;
    private readonly MarkerOperator _operator;
    private readonly MarkerOperand _right;
    private readonly Specifier _specifier;
    private readonly bool _hasSpecifier;

    public MarkerComparison(MarkerOperand left, MarkerOperator comparison, MarkerOperand right)
    {
        _left = left;
        _operator = comparison;
        _right = right;
        if (MarkerVariables.IsVersion(left.Variable))
        {
            _hasSpecifier = TryMakeSpecifier(right.Text, out _specifier);
        }
    }

    public override IEnumerable<MarkerComparison> Comparisons => [this];

    public override bool MentionsExtra => _left.Variable == MarkerVariable.Extra || _right.Variable == MarkerVariable.Extra;

    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
    {
        if (_hasSpecifier)
        {
            return _operator == MarkerOperator.Arbitrary
                ? _specifier.Contains(environment.GetText(_left.Variable)!)
                : environment.GetVersion(_left.Variable) is { IsDefault: false } version && _specifier.Contains(version);
        }

        if (_left.IsVariable)
        {
            return EvaluateText(Lookup(environment, names, _left), _right.Text);
        }

        if (names.Set(_right.Variable) is { } set)
        {
            return EvaluateSet(_left.Text, set);
        }

        string right = Lookup(environment, names, _right);
        return MarkerVariables.IsVersion(_right.Variable) && TryMakeSpecifier(right, out Specifier specifier)
            ? specifier.Contains(_left.Text)
            : EvaluateText(_left.Text, right);
    }

    public override void Write(StringBuilder builder, bool isOutermost)
    {
        _left.Write(builder);
        builder.Append(' ').Append(OperatorText).Append(' ');
        _right.Write(builder);
    }

    private string OperatorText => _operator switch
    {
        MarkerOperator.In => "in",
        MarkerOperator.NotIn => "not in",
        _ => SpecifierScanner.Text((SpecifierOperator)_operator),
    };

    private string Lookup(MarkerEnvironment environment, in MarkerNames names, MarkerOperand operand)
        => (operand.Variable == MarkerVariable.Extra ? names.Extra : environment.GetText(operand.Variable)) is { } value ? value
            : names.Set(operand.Variable) is null
                ? throw new MarkerEvaluationException($"The environment has no value for the marker variable {PythonText.Repr(operand.Text)}.")
                : throw new MarkerEvaluationException(
                    $"Set-valued marker {PythonText.Repr(operand.Text)} can only be used with the membership form (e.g. \"<name>\" in {operand.Text}); it cannot appear on the left-hand side of {PythonText.Repr(OperatorText)}.");

    private bool EvaluateSet(string name, IReadOnlySet<string> set) => _operator switch
    {
        MarkerOperator.In => set.Contains(name),
        MarkerOperator.NotIn => !set.Contains(name),
        MarkerOperator.NotEqual => true,
        MarkerOperator.Compatible or MarkerOperator.Arbitrary => throw new MarkerEvaluationException(
            $"Undefined <Op({PythonText.Repr(OperatorText)})> on {PythonText.Repr(name)} and a set of names."),
        _ => false,
    };

    private bool EvaluateText(string left, string right) => _operator switch
    {
        MarkerOperator.In => right.Contains(left, StringComparison.Ordinal),
        MarkerOperator.NotIn => !right.Contains(left, StringComparison.Ordinal),
        MarkerOperator.Less or MarkerOperator.Greater => false,
        MarkerOperator.Equal or MarkerOperator.LessOrEqual or MarkerOperator.GreaterOrEqual => string.Equals(left, right, StringComparison.Ordinal),
        MarkerOperator.NotEqual => !string.Equals(left, right, StringComparison.Ordinal),
        _ => throw new MarkerEvaluationException(
            $"Undefined <Op({PythonText.Repr(OperatorText)})> on {PythonText.Repr(left)} and {PythonText.Repr(right)}."),
    };

    private bool TryMakeSpecifier(string value, out Specifier specifier)
    {
        specifier = default;
        return _operator is not (MarkerOperator.In or MarkerOperator.NotIn) && Specifier.TryCreate((SpecifierOperator)_operator, value, out specifier);
    }
}
