namespace PipCs.Index;

/// <summary>
/// A second thread that reads from the cache data that will probably be needed soon. The same data would be read anyway, so
/// results do not depend on its progress. It takes the last request first, while the first thread takes the first one first: they meet in the
/// middle, and neither waits for the other. It is not started for a few reads, or on a machine with one processor.
/// </summary>
internal sealed class ReadingAhead : IDisposable
{
    private const int FewReads = 16;

    // To wake a thread costs more than a read or two.
    private const int WorthWaking = 4;

    private readonly Stack<Action> _reads = new();
    private readonly object _gate = new();
    private int _count = Environment.ProcessorCount > 1 ? 0 : int.MinValue;
    private Thread? _thread;
    private bool _isWaiting;
    private bool _isOver;

    /// <summary>Queues a read; runs it at once where there is no second thread.</summary>
    internal void Add(Action read)
    {
        if (_thread is null && ++_count < FewReads)
        {
            read();
            return;
        }

        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _reads.Push(read);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "reading ahead" };
                _thread.Start();
            }
            else if (_isWaiting && _reads.Count >= WorthWaking)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Drops the queued reads and waits for the one that is running.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _reads.Clear();
            Monitor.Pulse(_gate);
        }

        _thread?.Join();
    }

    private void Run()
    {
        while (TryTake() is { } read)
        {
            try
            {
                read();
            }
            catch (Exception)
            {
                // The caller that needs the answer gets the error when it reads.
            }
        }
    }

    private Action? TryTake()
    {
        lock (_gate)
        {
            Action? read;
            while (!_reads.TryPop(out read) && !_isOver)
            {
                _isWaiting = true;
                _ = Monitor.Wait(_gate);
                _isWaiting = false;
            }

            return read;
        }
    }
}
