using PipCs.Installing;
using PipCs.Resolution;

namespace PipCs.Updating;

/// <summary>What the commands are asked that show a plan before they carry it out: <c>update</c>, <c>sync</c>.</summary>
public abstract record ChangeRequest
{
    /// <summary>Which releases may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Plan only.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }

    /// <summary>Shown the plan, which is not empty, and asked whether to go on; null to go on.</summary>
    public Func<IReadOnlyList<PlannedChange>, bool>? Confirm { get; init; }
}

/// <summary>What became of a plan.</summary>
/// <param name="Changed">Whether it was carried out.</param>
/// <param name="Changes">The plan, ordered by name; empty where nothing is to be done.</param>
public sealed record ChangeResult(bool Changed, IReadOnlyList<PlannedChange> Changes)
{
    /// <summary>Nothing to be done.</summary>
    internal static ChangeResult Nothing { get; } = new(Changed: false, []);
}

/// <summary>One distribution that changes.</summary>
/// <param name="Name">Its name as its metadata spells it.</param>
/// <param name="Old">The version that is installed; null where none is.</param>
/// <param name="New">The version that takes its place; null where it is removed.</param>
public sealed record PlannedChange(string Name, string? Old, string? New);
