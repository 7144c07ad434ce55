namespace PipCs.Resolution.Solving;

/// <summary>The reason why an incompatibility is true: a <see cref="Conclusion"/> of the solver, or a fact.</summary>
internal abstract record Reason;

/// <summary>The solver concluded it from two others.</summary>
internal sealed record Conclusion(Incompatibility First, Incompatibility Second) : Reason;
