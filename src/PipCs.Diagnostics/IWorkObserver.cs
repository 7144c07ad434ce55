namespace PipCs.Diagnostics;

/// <summary>
/// Observes how far a command is: what work it expects, and how much of it is done. The rooms call it often, from any
/// thread, so an implementation only counts; whoever shows the counts looks at them in its own time.
/// </summary>
public interface IWorkObserver
{
    /// <summary>Work of a kind begins whose amount nobody knows beforehand. May be nested.</summary>
    void Begin(WorkKind kind);

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    void End(WorkKind kind);

    /// <summary>So much more of a kind is to be done; negative where less is to be done than was expected.</summary>
    void Expect(WorkKind kind, long amount);

    /// <summary>So much more of a kind is done.</summary>
    void Advance(WorkKind kind, long amount = 1);
}
