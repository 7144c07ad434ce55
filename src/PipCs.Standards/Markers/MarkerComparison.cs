using System.Text;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Markers;

/// <summary>One comparison.</summary>
internal partial class MarkerComparison : MarkerNode
{
    protected MarkerComparison(MarkerOperand left, MarkerOperator comparison, MarkerOperand right)
    {
        Left = left;
        Operator = comparison;
        Right = right;
    }

    protected MarkerOperand Left { get; }

    protected MarkerOperator Operator { get; }

    private MarkerOperand Right { get; }

    /// <summary>Makes a comparison. It compares versions if the variable on the left is a version and the right side is a version or a pattern of versions.</summary>
    public static MarkerComparison Create(MarkerOperand left, MarkerOperator comparison, MarkerOperand right)
        => MarkerVariables.IsVersion(left.Variable) && TryMakeSpecifier(comparison, right.Text, out Specifier specifier)
            ? new MarkerVersionComparison(left, comparison, right, specifier)
            : new MarkerComparison(left, comparison, right);

    public sealed override IEnumerable<MarkerComparison> Comparisons => [this];

    public sealed override bool MentionsExtra => Left.Variable == MarkerVariable.Extra || Right.Variable == MarkerVariable.Extra;

    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
    {
        if (Left.IsVariable)
        {
            return EvaluateText(Lookup(environment, names, Left), Right.Text);
        }

        if (names.Set(Right.Variable) is { } set)
        {
            return EvaluateSet(Left.Text, set);
        }

        string right = Lookup(environment, names, Right);
        return MarkerVariables.IsVersion(Right.Variable) && TryMakeSpecifier(Operator, right, out Specifier specifier)
            ? specifier.Contains(Left.Text)
            : EvaluateText(Left.Text, right);
    }

    public sealed override void Write(StringBuilder builder, bool isOutermost)
    {
        Left.Write(builder);
        builder.Append(' ').Append(OperatorText).Append(' ');
        Right.Write(builder);
    }

    private string OperatorText => Operator switch
    {
        MarkerOperator.In => "in",
        MarkerOperator.NotIn => "not in",
        _ => SpecifierScanner.Text((SpecifierOperator)Operator),
    };

    private string Lookup(MarkerEnvironment environment, in MarkerNames names, MarkerOperand operand)
        => (operand.Variable == MarkerVariable.Extra ? names.Extra : environment.GetText(operand.Variable)) is { } value ? value
            : names.Set(operand.Variable) is null
                ? throw new MarkerEvaluationException($"The environment has no value for the marker variable {PythonText.Repr(operand.Text)}.")
                : throw new MarkerEvaluationException(
                    $"Set-valued marker {PythonText.Repr(operand.Text)} can only be used with the membership form (e.g. \"<name>\" in {operand.Text}); it cannot appear on the left-hand side of {PythonText.Repr(OperatorText)}.");

    private bool EvaluateSet(string name, IReadOnlySet<string> set) => Operator switch
    {
        MarkerOperator.In => set.Contains(name),
        MarkerOperator.NotIn => !set.Contains(name),
        MarkerOperator.NotEqual => true,
        MarkerOperator.Compatible or MarkerOperator.Arbitrary => throw new MarkerEvaluationException(
            $"Undefined <Op({PythonText.Repr(OperatorText)})> on {PythonText.Repr(name)} and a set of names."),
        _ => false,
    };

    private bool EvaluateText(string left, string right) => Operator switch
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
