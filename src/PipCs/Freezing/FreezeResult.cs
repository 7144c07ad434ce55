namespace PipCs.Freezing;

/// <summary>What <c>pip freeze</c> prints.</summary>
/// <param name="Lines">The lines: requirements, their comments, and what was taken over from requirements files.</param>
public sealed record FreezeResult(IReadOnlyList<string> Lines);
