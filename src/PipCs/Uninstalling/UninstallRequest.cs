using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;

namespace PipCs.Uninstalling;

/// <summary>What to uninstall, from where.</summary>
public sealed record UninstallRequest
{
    /// <summary>The Python to remove from.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>The requirements whose projects go, as typed; versions and extras in them do not matter.</summary>
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>Further requirements, read from requirements files.</summary>
    public IReadOnlyList<string> FileRequirements { get; init; } = [];

    /// <summary>Asks whether to remove a distribution after its files were shown; null to remove without showing or asking (<c>--yes</c>).</summary>
    public Func<bool>? Confirm { get; init; }

    /// <summary>Whether every file is shown before asking (<c>-v</c>).</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The folder for locks, outside of the environment.</summary>
    public required string LockFolder { get; init; }

    /// <summary>Where messages go.</summary>
    public IReporter Reporter { get; init; } = SilentReporter.Instance;
}

/// <summary>What was uninstalled.</summary>
/// <param name="Removed">The distributions, in order.</param>
public sealed record UninstallResult(IReadOnlyList<InstalledDistribution> Removed);
