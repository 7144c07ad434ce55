using PipCs.Standards.Specifiers;

namespace PipCs.Standards.Markers;

/// <summary>A comparison of a variable's version, which the specifier judges.</summary>
internal sealed class MarkerVersionComparison(MarkerOperand left, MarkerOperator comparison, MarkerOperand right, Specifier specifier) : MarkerComparison(left, comparison, right)
{
    public override bool Evaluate(MarkerEnvironment environment, in MarkerNames names)
        => Operator == MarkerOperator.Arbitrary
            ? specifier.Contains(environment.GetText(Left.Variable)!)
            : environment.GetVersion(Left.Variable) is { IsDefault: false } version && specifier.Contains(version);

    public override MarkerValues GetValues(out MarkerDimension dimension)
    {
        if (Operator == MarkerOperator.Arbitrary)
        {
            return base.GetValues(out dimension);
        }

        dimension = MarkerDimension.VersionOf(Left);
        return VersionValues.Of(Left.Variable, VersionRange.Of(specifier));
    }
}
