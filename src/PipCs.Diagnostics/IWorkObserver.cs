namespace PipCs.Diagnostics;

/// <summary>
/// Observes the progress of a command: the expected amount of work and the finished one. The rooms call it often and from any
/// thread, so an implementation only counts; the code that shows the counts reads them at its own pace.
/// </summary>
public interface IWorkObserver
{
    /// <summary>Begins work of a kind whose amount is not known in advance. May be nested.</summary>
    void Begin(WorkKind kind);

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    void End(WorkKind kind);

    /// <summary>Adds to the expected amount of work of a kind; a negative amount reduces it.</summary>
    void Expect(WorkKind kind, long amount);

    /// <summary>Adds to the finished amount of work of a kind.</summary>
    void Advance(WorkKind kind, long amount = 1);
}
