using PipCs.Python.Installed;

namespace PipCs.Checking;

/// <summary>The findings of <c>pip check</c>.</summary>
/// <param name="Missing">Requirements whose project is not installed.</param>
/// <param name="Conflicting">Requirements of another version than the one installed.</param>
/// <param name="Unsupported">Distributions whose wheel was for another platform.</param>
/// <param name="AllRead">Whether all metadata could be read.</param>
public sealed record CheckResult(
    IReadOnlyList<BrokenRequirement> Missing,
    IReadOnlyList<BrokenRequirement> Conflicting,
    IReadOnlyList<InstalledDistribution> Unsupported,
    bool AllRead)
{
    /// <summary>Whether all is well.</summary>
    public bool IsClean => AllRead && Missing.Count == 0 && Conflicting.Count == 0 && Unsupported.Count == 0;
}
