namespace PipCs.Diagnostics;

/// <summary>Work that lasts until this is disposed.</summary>
public readonly struct WorkScope : IDisposable
{
    private readonly IWorkObserver? _observer;
    private readonly WorkKind _kind;

    private WorkScope(IWorkObserver? observer, WorkKind kind)
    {
        _observer = observer;
        _kind = kind;
        observer?.Begin(kind);
    }

    /// <summary>Begins work of a kind.</summary>
    /// <param name="observer">Observes it; null for none.</param>
    /// <param name="kind">The kind.</param>
    public static WorkScope Begin(IWorkObserver? observer, WorkKind kind) => new(observer, kind);

    /// <inheritdoc/>
    public void Dispose() => _observer?.End(_kind);
}
