using PipCs.Requirements;
using PipCs.Resolution;

namespace PipCs.Installing;

/// <summary>What <c>install</c> is asked to do.</summary>
public sealed record InstallRequest
{
    /// <summary>What to install.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Where to install it.</summary>
    public Destination Destination { get; init; } = new();

    /// <summary>Disregard what is installed, and overwrite it.</summary>
    public bool IgnoreInstalled { get; init; }

    /// <summary>Leave out what is named, take only what it depends on.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>Resolve and say what would be installed.</summary>
    public bool DryRun { get; init; }

    /// <summary>The path of a file for the installation report, written before anything is changed; null for none.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Whether the result has the installation report.</summary>
    public bool WantsReport { get; init; }

    /// <summary>Whether bytecode is installed beside sources.</summary>
    public bool Compile { get; init; } = true;

    /// <summary>Whether to warn of scripts that PATH does not reach.</summary>
    public bool WarnScriptLocation { get; init; } = true;

    /// <summary>Whether to warn of conflicts among what is installed afterwards.</summary>
    public bool WarnConflicts { get; init; } = true;

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }
}
