namespace PipCs.Index;

/// <summary>
/// A second thread that reads from the cache what will be wanted soon, while the first one thinks. What it does is what would be done anyway, so
/// nothing depends on how far it comes. It takes what was asked for last, for the first thread takes what was asked for first: they meet in the
/// middle, and neither waits for the other. It is not started for the few reads of a small run, nor where there is one processor.
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

    /// <summary>Has something read soon; at once where there is no second thread.</summary>
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

    /// <summary>Drops what is left and waits for what is being read.</summary>
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
                // Whoever wants the answer gets the error.
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
