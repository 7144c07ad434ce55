using System.Runtime.InteropServices;
using System.Text;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>
/// The lines at the end of a terminal that are redrawn while a command works. A thread of
/// their own draws them, because all threads of the pool may be busy; it starts with the first work. The cursor stays visible, at the start of
/// the lines, so that nothing has to be restored when the process is stopped or killed.
/// </summary>
internal sealed class LiveArea : IDisposable
{
    /// <summary>Work that ends before this is not shown, because a line that flashes up cannot be read.</summary>
    private const int FirstAfter = 100;

    /// <summary>The time between two drawings. The first line comes within twice this after its work began.</summary>
    private const int Interval = 80;

    private readonly StandardOutput _output;
    private readonly int _descriptor;
    private readonly Action<List<string>, ProgressLook> _compose;
    private readonly Lazy<ProgressLook> _look;
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _started;
    private volatile bool _isClosed;

    /// <summary>Prepares an area; nothing is drawn before <see cref="Wake"/>.</summary>
    /// <param name="output">The other output to the terminal.</param>
    /// <param name="descriptor">The terminal.</param>
    /// <param name="noColour">Whether colours are forbidden.</param>
    /// <param name="compose">Adds the lines to show, none of them longer than the terminal's columns.</param>
    internal LiveArea(StandardOutput output, int descriptor, bool noColour, Action<List<string>, ProgressLook> compose)
    {
        _look = new(() => new(0, TerminalStyle.IsColoured(descriptor, noColour), TerminalStyle.IsOtherThanUtf8));
        _output = output;
        _descriptor = descriptor;
        _compose = compose;
    }

    /// <summary>Begins to draw, if that has not begun.</summary>
    internal void Wake()
    {
        if (Volatile.Read(ref _started) == 0 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Run, 128 * 1024) { IsBackground = true, Name = "progress" }.Start();
        }
    }

    /// <summary>The look of lines at this moment. The last column stays free, because terminals differ in the position of the cursor after it.</summary>
    internal ProgressLook ReadLook() => _look.Value with { Columns = (ProcessIdentity.ReadTerminalWidth(_descriptor) is > 0 and var columns ? columns : 80) - 1 };

    /// <summary>Takes the lines away for good.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _output.EraseLiveText(forGood: true);
        lock (_signals)
        {
            _signals.ForEach(static signal => signal.Dispose());
            _signals.Clear();
        }
    }

    private void Run()
    {
        Thread.Sleep(FirstAfter);
        List<string> lines = [];
        var text = new StringBuilder();
        while (!_isClosed)
        {
            Draw(lines, text);
            Thread.Sleep(Interval);
        }
    }

    private void Draw(List<string> lines, StringBuilder text)
    {
        lines.Clear();
        _compose(lines, ReadLook());
        if (lines.Count == 0)
        {
            _output.EraseLiveText();
            return;
        }

        if (ProcessIdentity.IsInBackground(_descriptor))
        {
            return;
        }

        Listen();
        text.Clear();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 ? "\r" : "\e[K\n").Append(lines[i]);
        }

        // Back to the start: however the terminal wraps the lines when it is resized, all of them come after the cursor.
        text.Append("\e[J\r");
        if (lines.Count > 1)
        {
            text.Append("\e[").Append(lines.Count - 1).Append('A');
        }

        _output.DrawLiveText(_descriptor, text.ToString());
    }

    /// <summary>Listens for signals, so that the lines are erased before the process is stopped or ended.</summary>
    private void Listen()
    {
        lock (_signals)
        {
            if (_signals.Count > 0 || _isClosed)
            {
                return;
            }

            foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
            {
                _signals.Add(PosixSignalRegistration.Create(signal, _ => End()));
            }

            if (!OperatingSystem.IsWindows())
            {
                _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
            }
        }
    }

    /// <summary>Erases the lines for good, because the process is about to end.</summary>
    private void End()
    {
        _isClosed = true;
        _output.EraseLiveText(forGood: true, patience: 50);
    }

    /// <summary>The runtime does not stop the process where it handles the signal.</summary>
    private void Suspend(PosixSignalContext context)
    {
        context.Cancel = true;
        _output.EraseLiveText(patience: 50);
        ProcessIdentity.Stop();
    }
}
