using PipCs.Diagnostics;

namespace PipCs.Cache.Maintenance;

/// <summary>The result of a verification. For one thread.</summary>
/// <param name="work">Counts verified entries; null for none.</param>
public sealed class VerificationReport(IWorkObserver? work = null)
{
    private readonly List<string> _dropped = [];

    /// <summary>How many entries were looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>How many torn tails and files of killed processes were cleared away: they do no harm.</summary>
    public int Leftovers { get; private set; }

    /// <summary>The removed entries with their faults, each as a line.</summary>
    public IReadOnlyList<string> Dropped => _dropped;

    /// <summary>Counts an entry as looked at.</summary>
    public void Count()
    {
        Checked++;
        work?.Advance(WorkKind.Verifying);
    }

    /// <summary>Counts a leftover that was removed.</summary>
    public void CountLeftover() => Leftovers++;

    /// <summary>Records an entry that was removed.</summary>
    public void Drop(string path, string problem) => _dropped.Add($"{path}: {problem}");
}
