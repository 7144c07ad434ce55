using PipCs.Python.Installed;
using PipCs.Standards.Markers;

namespace PipCs.Inspecting;

/// <summary>The content of an environment.</summary>
/// <param name="Installed">The distributions, in Python's order.</param>
/// <param name="Environment">The interpreter's marker values.</param>
public sealed record InspectResult(IReadOnlyList<InstalledDistribution> Installed, MarkerEnvironment Environment);
