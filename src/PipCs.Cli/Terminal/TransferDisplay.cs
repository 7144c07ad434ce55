using System.Diagnostics;
using System.Globalization;
using PipCs.Diagnostics;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Shows transfers as pip does. On a terminal the bars of all that run stand below the last message
/// and are drawn anew; a bar stays where it is once it has ended. Elsewhere only ended bars are written.
/// </summary>
internal sealed class TransferDisplay
{
    private const long SmallestShown = 512 * 1024;
    private static readonly long RedrawInterval = Stopwatch.Frequency / 8;

    private readonly Lock _lock = new();
    private readonly List<Transfer> _running = [];
    private readonly StandardOutput _output;
    private readonly ProgressStyle _style;
    private readonly bool _coloured;
    private readonly bool _interactive;
    private int _drawn;
    private long _lastDrawn;

    internal TransferDisplay(StandardOutput output, ProgressStyle style, bool noColour)
    {
        _output = output;
        _style = style;
        _interactive = style == ProgressStyle.On && TerminalStyle.IsInteractive(output.Descriptor);
        _coloured = _interactive && TerminalStyle.IsColoured(output.Descriptor, noColour);
    }

    /// <summary>Begins to show a transfer; small ones are not shown.</summary>
    internal ITransferProgress Begin(long? total, int indent)
    {
        if (_style == ProgressStyle.Off || (_style == ProgressStyle.On && total <= SmallestShown))
        {
            return SilentReporter.Instance;
        }

        var transfer = new Transfer(this, total, indent);
        if (_style == ProgressStyle.Raw)
        {
            WriteRaw(transfer);
            return transfer;
        }

        lock (_lock)
        {
            _running.Add(transfer);
            Redraw(force: true);
        }

        return transfer;
    }

    /// <summary>Writes a message above the bars.</summary>
    internal void WriteBetween(string text)
    {
        lock (_lock)
        {
            Erase();
            _output.Write(text);
            _output.Flush();
            Redraw(force: true);
        }
    }

    /// <summary>Takes the bars away, until <see cref="Resume"/>.</summary>
    internal void Pause()
    {
        _lock.Enter();
        Erase();
    }

    /// <summary>Draws the bars again.</summary>
    internal void Resume()
    {
        Redraw(force: true);
        _lock.Exit();
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
        else if (_interactive)
        {
            lock (_lock)
            {
                Redraw(force: false);
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
            Erase();

            // Bars are left behind in the order in which they began.
            while (_running.Count > 0 && _running[0].HasEnded)
            {
                _output.Write(ProgressBar.Format(_running[0], _coloured));
                _output.Write("\n");
                _running.RemoveAt(0);
            }

            _output.Flush();
            Redraw(force: true);
        }
    }

    private void WriteRaw(Transfer transfer)
    {
        _output.Write(string.Create(CultureInfo.InvariantCulture, $"Progress {transfer.Received} of {transfer.Total ?? 0}\n"));
        _output.Flush();
    }

    private void Erase()
    {
        if (_drawn > 0)
        {
            _output.Write($"\r\e[{_drawn}A\e[J");
            _drawn = 0;
        }
    }

    private void Redraw(bool force)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_interactive || _running.Count == 0 || (!force && now - _lastDrawn < RedrawInterval))
        {
            return;
        }

        Erase();
        foreach (var transfer in _running)
        {
            _output.Write(ProgressBar.Format(transfer, _coloured));
            _output.Write("\n");
            _drawn++;
        }

        _output.Flush();
        _lastDrawn = now;
    }

    /// <summary>One transfer that is shown.</summary>
    internal sealed class Transfer(TransferDisplay display, long? total, int indent) : ITransferProgress
    {
        private readonly long _begun = Stopwatch.GetTimestamp();
        private long _received;
        private TimeSpan? _taken;

        /// <summary>Its length, where it is known.</summary>
        internal long? Total => total;

        /// <summary>Spaces in front.</summary>
        internal int Indent => indent;

        /// <summary>The bytes that have come.</summary>
        internal long Received => Interlocked.Read(ref _received);

        /// <summary>When a line of it was last written.</summary>
        internal long LastShown { get; set; }

        /// <summary>Whether it has ended.</summary>
        internal bool HasEnded => _taken is not null;

        /// <summary>How long it has taken.</summary>
        internal TimeSpan Elapsed => _taken ?? Stopwatch.GetElapsedTime(_begun);

        /// <inheritdoc/>
        public void Advance(long bytes)
        {
            Interlocked.Add(ref _received, bytes);
            display.Advanced(this);
        }

        /// <inheritdoc/>
        public void Dispose() => display.Ended(this);

        internal void End() => _taken ??= Stopwatch.GetElapsedTime(_begun);
    }
}
