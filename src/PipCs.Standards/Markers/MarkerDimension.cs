namespace PipCs.Standards.Markers;

/// <summary>
/// The subject of a marker's comparisons: the version in a variable, the text in it, or, for a comparison without a simple set of values, whether the comparison holds.
/// </summary>
/// <param name="Left">The variable, or the comparison's left side.</param>
/// <param name="Operator">Distinguishes the three kinds; for a comparison it is that of its positive form.</param>
/// <param name="Right">The comparison's right side; the default for a variable.</param>
internal readonly record struct MarkerDimension(MarkerOperand Left, MarkerOperator Operator, MarkerOperand Right)
{
    /// <summary>Whether the values are versions.</summary>
    public bool IsVersion => Right == default && Operator == MarkerOperator.GreaterOrEqual;

    /// <summary>Whether the values are texts.</summary>
    public bool IsText => Right == default && Operator == MarkerOperator.Equal;

    /// <summary>The version in a variable. <c>python_version</c> is the start of <c>python_full_version</c> and has the same dimension.</summary>
    public static MarkerDimension VersionOf(MarkerOperand variable)
        => new(variable == MarkerOperand.PythonVersion ? MarkerOperand.PythonFullVersion : variable, MarkerOperator.GreaterOrEqual, default);

    public static MarkerDimension TextOf(MarkerOperand variable) => new(variable, MarkerOperator.Equal, default);
}
