namespace PipCs.Resolution.Solving;

/// <summary>One step of the partial solution.</summary>
/// <param name="Package">What it says something of.</param>
/// <param name="Term">The positions that this step leaves, by itself.</param>
/// <param name="Accumulated">The positions that all steps up to this one leave.</param>
/// <param name="Cause">What it was concluded from; null for a decision.</param>
/// <param name="Level">How many decisions had been taken.</param>
/// <param name="Serial">Its number among all steps ever taken.</param>
internal readonly record struct Assignment(SolverPackage Package, ulong[] Term, ulong[] Accumulated, Incompatibility? Cause, int Level, long Serial);
