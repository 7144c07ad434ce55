using PipCs.Requirements;
using PipCs.Resolution;

namespace PipCs.Installing;

/// <summary>What <c>install</c> is asked to do.</summary>
public sealed record InstallRequest
{
    /// <summary>What to install.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Where to install it.</summary>
    public Destination Destination { get; init; } = new();

    /// <summary>Whether and what to upgrade.</summary>
    public UpgradeStrategy Upgrade { get; init; } = UpgradeStrategy.ToSatisfyOnly;

    /// <summary>Install again what is installed.</summary>
    public bool ForceReinstall { get; init; }

    /// <summary>Disregard what is installed, and overwrite it.</summary>
    public bool IgnoreInstalled { get; init; }

    /// <summary>Install only what is named, not what it depends on.</summary>
    public bool IgnoreDependencies { get; init; }

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

/// <summary>Which candidates may be used.</summary>
public sealed record SelectionOptions
{
    /// <summary>Wheels, sdists or both, by project.</summary>
    public FormatControl Formats { get; init; } = FormatControl.Any;

    /// <summary>Pre-releases, by project.</summary>
    public ReleaseControl Releases { get; init; } = ReleaseControl.Default;

    /// <summary>Prefer an older wheel over a newer sdist.</summary>
    public bool PreferBinary { get; init; }

    /// <summary>Disregard Requires-Python.</summary>
    public bool IgnoreRequiresPython { get; init; }

    /// <summary>Require hashes of everything.</summary>
    public bool RequireHashes { get; init; }

    /// <summary>Do not require hashes, also where some are given.</summary>
    public bool NoRequireHashes { get; init; }

    /// <summary>Disregard files uploaded after this time.</summary>
    public DateTimeOffset? UploadedPriorTo { get; init; }
}
