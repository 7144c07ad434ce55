namespace PipCs.Standards.Markers;

/// <summary>
/// What a marker's comparisons ask about: the version in a variable, the text in it, or, where a comparison has no simpler values, whether the comparison holds.
/// </summary>
/// <param name="Left">The variable, or the comparison's left side.</param>
/// <param name="Operator">Tells the kinds apart; that of the comparison, where it is one, in its positive form.</param>
/// <param name="Right">The comparison's right side; the default for a variable.</param>
internal readonly record struct MarkerDimension(MarkerOperand Left, MarkerOperator Operator, MarkerOperand Right)
{
    /// <summary>Whether the values are versions.</summary>
    public bool IsVersion => Right == default && Operator == MarkerOperator.GreaterOrEqual;

    /// <summary>Whether the values are texts.</summary>
    public bool IsText => Right == default && Operator == MarkerOperator.Equal;

    /// <summary>The version in a variable. <c>python_version</c> is the beginning of <c>python_full_version</c>, and asks about the same.</summary>
    public static MarkerDimension VersionOf(MarkerOperand variable)
        => new(variable == MarkerOperand.PythonVersion ? MarkerOperand.PythonFullVersion : variable, MarkerOperator.GreaterOrEqual, default);

    public static MarkerDimension TextOf(MarkerOperand variable) => new(variable, MarkerOperator.Equal, default);
}
