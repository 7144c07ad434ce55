using System.Diagnostics;
using System.Globalization;
using PipCs.Diagnostics;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Shows transfers as pip does. On a terminal the bars of all that run are part of the live area, and a bar stays where it is
/// once it has ended. Elsewhere only ended bars are written.
/// </summary>
internal sealed class TransferDisplay
{
    private const long SmallestShown = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Transfer> _running = [];
    private readonly Action<string> _write;
    private readonly ProgressStyle _style;
    private readonly Func<ProgressLook> _look;
    private readonly Action _wake;

    /// <summary>Prepares the display.</summary>
    /// <param name="write">Writes finished bars.</param>
    /// <param name="style">The style of the bars.</param>
    /// <param name="look">Gives the look of finished bars.</param>
    /// <param name="wake">Called when there is something to draw.</param>
    internal TransferDisplay(Action<string> write, ProgressStyle style, Func<ProgressLook> look, Action wake)
    {
        _write = write;
        _style = style;
        _look = look;
        _wake = wake;
    }

    /// <summary>Begins to show a transfer; small ones are not shown.</summary>
    internal ITransferProgress Begin(long? total, int indent, TimeSpan elapsed = default)
    {
        if (_style == ProgressStyle.Off || (_style == ProgressStyle.On && total <= SmallestShown))
        {
            return SilentReporter.Instance;
        }

        var transfer = new Transfer(this, total, indent, elapsed);
        if (_style == ProgressStyle.Raw)
        {
            WriteRaw(transfer);
            return transfer;
        }

        lock (_lock)
        {
            _running.Add(transfer);
        }

        _wake();
        return transfer;
    }

    /// <summary>Adds the bars of the running transfers.</summary>
    internal bool AddBars(List<string> lines, ProgressLook look)
    {
        lock (_lock)
        {
            foreach (var transfer in _running)
            {
                lines.Add(ProgressBar.Format(transfer, look));
            }

            return _running.Count > 0;
        }
    }

    private void Advanced(Transfer transfer)
    {
        if (_style == ProgressStyle.Raw)
        {
            var now = Stopwatch.GetTimestamp();
            if (transfer.Received == transfer.Total || now - transfer.LastShown > Stopwatch.Frequency / 4)
            {
                transfer.LastShown = now;
                WriteRaw(transfer);
            }
        }
    }

    private void Ended(Transfer transfer)
    {
        if (_style == ProgressStyle.Raw)
        {
            return;
        }

        lock (_lock)
        {
            transfer.End();

            // Bars are left behind in the order in which they began.
            while (_running.Count > 0 && _running[0].HasEnded)
            {
                _write(ProgressBar.Format(_running[0], _look()) + "\n");
                _running.RemoveAt(0);
            }
        }
    }

    private void WriteRaw(Transfer transfer)
        => _write(string.Create(CultureInfo.InvariantCulture, $"Progress {transfer.Received} of {transfer.Total ?? 0}\n"));

    /// <summary>One transfer that is shown.</summary>
    internal sealed class Transfer(TransferDisplay display, long? total, int indent, TimeSpan before = default) : ITransferProgress
    {
        private readonly long _begun = Stopwatch.GetTimestamp();
        private readonly SpeedGauge _gauge = new();
        private long _received;
        private TimeSpan? _taken;

        /// <summary>Its length, where it is known.</summary>
        internal long? Total => total;

        /// <summary>Spaces in front.</summary>
        internal int Indent => indent;

        /// <summary>The number of bytes that have arrived.</summary>
        internal long Received => Interlocked.Read(ref _received);

        /// <summary>Bytes a second: of late, or on the whole once it has ended.</summary>
        internal double Speed => _taken is not { TotalSeconds: > 0 and var seconds } ? _gauge.Measure(Received) : Received / seconds;

        /// <summary>When a line of it was last written.</summary>
        internal long LastShown { get; set; }

        /// <summary>Whether it has ended.</summary>
        internal bool HasEnded => _taken is not null;

        /// <summary>How long it has taken.</summary>
        internal TimeSpan Elapsed => _taken ?? before + Stopwatch.GetElapsedTime(_begun);

        /// <inheritdoc/>
        public void Advance(long bytes)
        {
            Interlocked.Add(ref _received, bytes);
            display.Advanced(this);
        }

        /// <inheritdoc/>
        public void Dispose() => display.Ended(this);

        internal void End() => _taken ??= Elapsed;
    }
}
