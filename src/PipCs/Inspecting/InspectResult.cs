using PipCs.Python.Installed;
using PipCs.Standards.Markers;

namespace PipCs.Inspecting;

/// <summary>What <c>pip inspect</c> found.</summary>
/// <param name="Installed">The distributions, in Python's order.</param>
/// <param name="Environment">The interpreter's marker values.</param>
public sealed record InspectResult(IReadOnlyList<InstalledDistribution> Installed, MarkerEnvironment Environment);
