using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Markers;

internal partial class MarkerComparison
{
    /// <summary>The dimension of this comparison, and the values in it for which the comparison holds.</summary>
    public virtual MarkerValues GetValues(out MarkerDimension dimension)
    {
        if (!Left.IsVariable && Right.Variable == MarkerVariable.PythonVersion && TryReverse(out Specifier reversed))
        {
            dimension = MarkerDimension.VersionOf(Right);
            return VersionValues.Of(Right.Variable, VersionRange.Of(reversed));
        }

        (MarkerOperand variable, MarkerOperand value) = Left.IsVariable ? (Left, Right) : (Right, Left);
        if (variable.IsVariable && !value.IsVariable && MarkerVariables.IsText(variable.Variable) && TryGetTexts(value.Text, out TextValues? texts))
        {
            dimension = MarkerDimension.TextOf(variable);
            return texts;
        }

        bool isNegative = Operator == MarkerOperator.NotIn;
        dimension = new MarkerDimension(Left, isNegative ? MarkerOperator.In : Operator, Right);
        return new TextValues([""], isNegative);
    }

    private bool TryGetTexts(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TextValues? texts)
    {
        texts = Operator switch
        {
            MarkerOperator.Equal or MarkerOperator.LessOrEqual or MarkerOperator.GreaterOrEqual => new TextValues([text], isAllBut: false),
            MarkerOperator.NotEqual => new TextValues([text], isAllBut: true),
            MarkerOperator.Less or MarkerOperator.Greater => new TextValues([], isAllBut: false),
            _ => null,
        };
        return texts is not null;
    }

    /// <summary><c>"3.8" &lt;= python_version</c> as <c>&gt;=3.8</c>: the same for a final release without local label, held against versions of two numbers.</summary>
    private bool TryReverse(out Specifier specifier)
    {
        specifier = default;
        SpecifierOperator? reversed = Operator switch
        {
            MarkerOperator.Equal => SpecifierOperator.Equal,
            MarkerOperator.NotEqual => SpecifierOperator.NotEqual,
            MarkerOperator.LessOrEqual => SpecifierOperator.GreaterOrEqual,
            MarkerOperator.GreaterOrEqual => SpecifierOperator.LessOrEqual,
            MarkerOperator.Less => SpecifierOperator.Greater,
            MarkerOperator.Greater => SpecifierOperator.Less,
            _ => null,
        };
        return reversed is { } comparison
            && PackageVersion.TryParse(Left.Text, out PackageVersion version)
            && !version.IsPrerelease && !version.IsPostrelease && version.Local is null
            && Specifier.TryCreate(comparison, Left.Text, out specifier);
    }
}
