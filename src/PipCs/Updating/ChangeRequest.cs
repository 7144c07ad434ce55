using PipCs.Installing;
using PipCs.Resolution;

namespace PipCs.Updating;

/// <summary>The options that <c>update</c> and <c>sync</c> share: both show a plan before they carry it out.</summary>
public abstract record ChangeRequest
{
    /// <summary>The rules by which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Whether to stop after the plan.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether an externally managed environment may be changed (PEP 668).</summary>
    public bool BreakSystemPackages { get; init; }

    /// <summary>Shows a plan that is not empty and asks whether to go on; null to go on without asking.</summary>
    public Func<IReadOnlyList<PlannedChange>, bool>? Confirm { get; init; }
}

/// <summary>A plan and its outcome.</summary>
/// <param name="Changed">Whether it was carried out.</param>
/// <param name="Changes">The planned changes, ordered by name; empty where nothing is to be done.</param>
public sealed record ChangeResult(bool Changed, IReadOnlyList<PlannedChange> Changes)
{
    /// <summary>The result where nothing is to be done.</summary>
    internal static ChangeResult Nothing { get; } = new(Changed: false, []);
}

/// <summary>One distribution that changes.</summary>
/// <param name="Name">Its name as its metadata spells it.</param>
/// <param name="Old">The version that is installed; null where none is.</param>
/// <param name="New">The version that takes its place; null where it is removed.</param>
public sealed record PlannedChange(string Name, string? Old, string? New);
