using PipCs.Python.Installed;
using PipCs.Requirements;

namespace PipCs.Uninstalling;

/// <summary>The options of <c>uninstall</c>.</summary>
public sealed record UninstallRequest
{
    /// <summary>The requirements whose projects are removed, as arguments and files; their versions, extras and markers do not matter.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }

    /// <summary>Asks whether to remove a distribution whose files were shown; null to remove it without showing or asking (<c>--yes</c>).</summary>
    public Func<bool>? Confirm { get; init; }

    /// <summary>Whether every file is shown before asking (<c>-v</c>).</summary>
    public bool IsVerbose { get; init; }
}

/// <summary>The outcome of <c>uninstall</c>.</summary>
/// <param name="Removed">The removed distributions, in order.</param>
public sealed record UninstallResult(IReadOnlyList<InstalledDistribution> Removed);
