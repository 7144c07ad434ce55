namespace PipCs.Index;

/// <summary>Writes to the cache in the background; they are awaited at the end of the run.</summary>
internal sealed class BackgroundWrites
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Queues a write: one after the other, so that they leave the other processor to the solver.</summary>
    internal void Add(Action write)
    {
        lock (_lock)
        {
            _last = _last.ContinueWith(static (_, state) => ((Action)state!)(), write, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Completes when all that was queued is written.</summary>
    internal Task FlushAsync()
    {
        lock (_lock)
        {
            return _last;
        }
    }
}
