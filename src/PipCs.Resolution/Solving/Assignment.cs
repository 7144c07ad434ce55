namespace PipCs.Resolution.Solving;

/// <summary>One step of the partial solution.</summary>
/// <param name="Package">The package whose positions this step narrows.</param>
/// <param name="Term">The positions that this step alone leaves.</param>
/// <param name="Accumulated">The positions that all steps so far leave.</param>
/// <param name="Cause">The incompatibility that it follows from; null for a decision.</param>
/// <param name="Level">The number of decisions before it.</param>
/// <param name="Serial">Its number among all steps ever taken.</param>
internal readonly record struct Assignment(SolverPackage Package, ulong[] Term, ulong[] Accumulated, Incompatibility? Cause, int Level, long Serial);
