using PipCs.Python.Installed;
using PipCs.Requirements;

namespace PipCs.Uninstalling;

/// <summary>What to uninstall, from where.</summary>
public sealed record UninstallRequest
{
    /// <summary>The requirements whose projects go, as arguments and files; versions, extras and markers in them do not matter.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Whether a Python whose packages are another tool's business is changed nevertheless (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }

    /// <summary>Asks whether to remove a distribution after its files were shown; null to remove without showing or asking (<c>--yes</c>).</summary>
    public Func<bool>? Confirm { get; init; }

    /// <summary>Whether every file is shown before asking (<c>-v</c>).</summary>
    public bool IsVerbose { get; init; }
}

/// <summary>What was uninstalled.</summary>
/// <param name="Removed">The distributions, in order.</param>
public sealed record UninstallResult(IReadOnlyList<InstalledDistribution> Removed);
