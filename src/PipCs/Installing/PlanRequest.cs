using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>The planner's part of a command's request. It has the same form whether the plan is then installed, locked, downloaded or only shown.</summary>
internal sealed record PlanRequest
{
    /// <summary>The name of the command, for messages.</summary>
    internal required string Command { get; init; }

    /// <summary>The requirements to plan for.</summary>
    internal required RequirementSources Sources { get; init; }

    /// <summary>Constraints beside those of <see cref="Sources"/>.</summary>
    internal IReadOnlyList<RootRequirement> FurtherConstraints { get; init; } = [];

    /// <summary>Selects the projects that a person once requested (REQUESTED). Set by commands such as <c>update</c>, which name projects themselves; null where each named project counts as requested.</summary>
    internal Func<ProjectName, bool>? WasRequested { get; init; }

    /// <summary>The rules by which candidates may be used.</summary>
    internal required ResolutionOptions Options { get; init; }

    /// <summary>Selects the installed copies that stay beside a new one and so do not satisfy a requirement; null for none.</summary>
    internal Func<InstalledDistribution, bool>? StaysBeside { get; init; }

    /// <summary>Whether the named projects are left out, so that only their dependencies are planned.</summary>
    internal bool OnlyDependencies { get; init; }

    /// <summary>Whether the plan will be carried out, so that wheels may be fetched before it is complete.</summary>
    internal bool WillInstall { get; init; }

    /// <summary>Whether the plan is reported before it is carried out, so that each hash must be certain first.</summary>
    internal bool IsReported { get; init; }

    /// <summary>Whether the wheels will need bytecode.</summary>
    internal bool Compile { get; init; } = true;

    /// <summary>A folder whose files need not be fetched, for messages (<c>download</c>); null for none.</summary>
    internal string? DownloadFolder { get; init; }
}
