using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>The decision what to install. It is a value: staging and committing change nothing in it.</summary>
internal sealed record InstallPlan
{
    /// <summary>The wheels, in the order of installing.</summary>
    internal required IReadOnlyList<PlannedWheel> Wheels { get; init; }

    /// <summary>The distributions that were chosen and are installed already.</summary>
    internal required IReadOnlyList<ResolvedDistribution> Kept { get; init; }

    /// <summary>The projects that were resolved: those of <see cref="Wheels"/>, and those that stay as they are installed.</summary>
    internal required IReadOnlySet<ProjectName> Projects { get; init; }

    /// <summary>The projects whose requirements an override replaced.</summary>
    internal required IReadOnlySet<ProjectName> Overridden { get; init; }
}
