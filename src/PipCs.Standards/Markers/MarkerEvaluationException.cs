namespace PipCs.Standards.Markers;

/// <summary>A marker compares what cannot be compared (packaging's <c>UndefinedComparison</c>), or asks for what the environment lacks.</summary>
public sealed class MarkerEvaluationException(string message) : Exception(message);
