namespace PipCs.Resolution.Solving;

/// <summary>Why an incompatibility holds: a <see cref="Conclusion"/> of the solver, or a fact that it was given.</summary>
internal abstract record Reason;

/// <summary>The solver concluded it from two others.</summary>
internal sealed record Conclusion(Incompatibility First, Incompatibility Second) : Reason;
