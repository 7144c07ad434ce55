namespace PipCs.Standards.Markers;

/// <summary>A marker compares values that cannot be compared (packaging's <c>UndefinedComparison</c>), or uses a variable that the environment lacks.</summary>
public sealed class MarkerEvaluationException(string message) : Exception(message);
