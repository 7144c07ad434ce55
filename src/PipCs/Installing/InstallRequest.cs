using PipCs.Requirements;
using PipCs.Resolution;

namespace PipCs.Installing;

/// <summary>The options of <c>install</c>.</summary>
public sealed record InstallRequest
{
    /// <summary>The requirements to install.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>The rules by which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>The place to install to.</summary>
    public Destination Destination { get; init; } = new();

    /// <summary>Whether installed distributions are disregarded and overwritten.</summary>
    public bool IgnoreInstalled { get; init; }

    /// <summary>Whether the named projects are left out, so that only their dependencies are installed.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>Whether to stop after the plan and only report it.</summary>
    public bool DryRun { get; init; }

    /// <summary>The path of a file for the installation report, written before anything is changed; null for none.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Whether the result has the installation report.</summary>
    public bool WantsReport { get; init; }

    /// <summary>Whether bytecode is installed beside sources.</summary>
    public bool Compile { get; init; } = true;

    /// <summary>Whether to warn of scripts that PATH does not reach.</summary>
    public bool WarnScriptLocation { get; init; } = true;

    /// <summary>Whether to warn of conflicts that the install leaves.</summary>
    public bool WarnConflicts { get; init; } = true;

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }
}
