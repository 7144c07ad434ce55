using System.Text;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Markers;

/// <summary>One comparison.</summary>
internal partial class MarkerComparison : MarkerNode
{
    private readonly MarkerOperand _left;
    private readonly MarkerOperator _operator;
    private readonly MarkerOperand _right;

    protected MarkerComparison(MarkerOperand left, MarkerOperator comparison, MarkerOperand right)
    {
        _left = left;
        _operator = comparison;
        _right = right;
    }

    protected MarkerOperand Left => _left;

    protected MarkerOperator Operator => _operator;

    /// <summary>The comparison, of versions where the variable on the left holds one and a version or what stands for versions is on the right.</summary>
    public static MarkerComparison Create(MarkerOperand left, MarkerOperator comparison, MarkerOperand right)
        => MarkerVariables.IsVersion(left.Variable) && TryMakeSpecifier(comparison, right.Text, out Specifier specifier)
            ? new MarkerVersionComparison(left, comparison, right, specifier)
            : new MarkerComparison(left, comparison, right);

    public sealed override IEnumerable<MarkerComparison> Comparisons => [this];

    public sealed override bool MentionsExtra => _left.Variable == MarkerVariable.Extra || _right.Variable == MarkerVariable.Extra;

    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
    {
        if (_left.IsVariable)
        {
            return EvaluateText(Lookup(environment, names, _left), _right.Text);
        }

        if (names.Set(_right.Variable) is { } set)
        {
            return EvaluateSet(_left.Text, set);
        }

        string right = Lookup(environment, names, _right);
        return MarkerVariables.IsVersion(_right.Variable) && TryMakeSpecifier(_operator, right, out Specifier specifier)
            ? specifier.Contains(_left.Text)
            : EvaluateText(_left.Text, right);
    }

    public sealed override void Write(StringBuilder builder, bool isOutermost)
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

    private static bool TryMakeSpecifier(MarkerOperator comparison, string value, out Specifier specifier)
    {
        specifier = default;
        return comparison is not (MarkerOperator.In or MarkerOperator.NotIn) && Specifier.TryCreate((SpecifierOperator)comparison, value, out specifier);
    }
}
