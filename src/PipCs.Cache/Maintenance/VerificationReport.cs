using PipCs.Diagnostics;

namespace PipCs.Cache.Maintenance;

/// <summary>What verifying found. Thread-bound.</summary>
/// <param name="work">Observes how many entries were looked at; null for nobody.</param>
public sealed class VerificationReport(IWorkObserver? work = null)
{
    private readonly List<string> _dropped = [];

    /// <summary>How many entries were looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>How many torn tails and files of killed processes were cleared away: they do no harm.</summary>
    public int Leftovers { get; private set; }

    /// <summary>What was wrong and has been dropped, each as a line.</summary>
    public IReadOnlyList<string> Dropped => _dropped;

    /// <summary>Counts an entry as looked at.</summary>
    public void Count()
    {
        Checked++;
        work?.Advance(WorkKind.Verifying);
    }

    /// <summary>Counts what was left behind and has been cleared away.</summary>
    public void CountLeftover() => Leftovers++;

    /// <summary>Records what was dropped.</summary>
    public void Drop(string path, string problem) => _dropped.Add($"{path}: {problem}");
}
