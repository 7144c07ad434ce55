using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>What the planner is asked: the half of a command's request that says what is wanted, whatever is done with it then.</summary>
internal sealed record PlanRequest
{
    /// <summary>The command that asks, for messages.</summary>
    internal required string Command { get; init; }

    /// <summary>What is wanted.</summary>
    internal required RequirementSources Sources { get; init; }

    /// <summary>Constraints beside those of <see cref="Sources"/>.</summary>
    internal IReadOnlyList<RootRequirement> FurtherConstraints { get; init; } = [];

    /// <summary>Which projects a person once asked for (REQUESTED), where naming them now is not asking; null where it is.</summary>
    internal Func<ProjectName, bool>? WasRequested { get; init; }

    /// <summary>Which candidates may be used.</summary>
    internal required ResolutionOptions Options { get; init; }

    /// <summary>Which installed copies stay beside a new one, so that none is left out because its version is there; null for none.</summary>
    internal Func<InstalledDistribution, bool>? StaysBeside { get; init; }

    /// <summary>Leave out what is named, plan only what it depends on.</summary>
    internal bool OnlyDependencies { get; init; }

    /// <summary>Whether the plan will be carried out, so that wheels may be fetched while it is made.</summary>
    internal bool WillInstall { get; init; }

    /// <summary>Whether the plan is reported before it is carried out, so that each hash must be certain first.</summary>
    internal bool IsReported { get; init; }

    /// <summary>Whether bytecode will be wanted of what is installed.</summary>
    internal bool Compile { get; init; } = true;

    /// <summary>A folder whose files need not be fetched, for messages (<c>download</c>); null for none.</summary>
    internal string? DownloadFolder { get; init; }
}
