using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace PipCs.Platform.Processes;

/// <summary>
/// A program that this process started. It leads a process group of its own unless its command is interactive, so that ending it ends what it started, too.
/// Thread-safe but for its streams.
/// </summary>
public sealed partial class ChildProcess : IDisposable
{
    // How long a group has to leave by itself before it is killed.
    private const int Grace = 250;

    private readonly Lock _lock = new();
    private readonly int _process;
    private readonly bool _leadsGroup;
    private readonly TerminalSignals? _signals;
    private FileStream? _input;
    private FileStream? _output;
    private FileStream? _errors;
    private ChildExit? _exit;

    private ChildProcess(ChildCommand command, ChildStart start)
    {
        _process = start.Spawn();
        _leadsGroup = !command.IsInteractive;
        _input = Open(start.Input, FileAccess.Write);
        _output = Open(start.Output, FileAccess.Read);
        _errors = Open(start.Errors, FileAccess.Read);
        _signals = _leadsGroup ? new(this) : null;
    }

    /// <summary>The process's number, which is its group's where it leads one.</summary>
    public int Id => _process;

    /// <summary>The child's standard input. Writing throws <see cref="IOException"/> if the child has ended; closing ends its input.</summary>
    /// <exception cref="InvalidOperationException">The command does not pipe it.</exception>
    public Stream Input => _input ?? throw new InvalidOperationException("Standard input is not piped.");

    /// <summary>The child's standard output.</summary>
    /// <exception cref="InvalidOperationException">The command does not pipe it.</exception>
    public Stream Output => _output ?? throw new InvalidOperationException("Standard output is not piped.");

    /// <summary>The child's standard error.</summary>
    /// <exception cref="InvalidOperationException">The command does not pipe it.</exception>
    public Stream Errors => _errors ?? throw new InvalidOperationException("Standard error is not piped.");

    /// <summary>Starts a program. Who pipes both of its outputs has to read them side by side; <see cref="Run"/> does.</summary>
    /// <exception cref="ChildStartException">It cannot be started.</exception>
    public static ChildProcess Start(ChildCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new(command, new ChildStart(command));
    }

    /// <summary>Waits until it has ended.</summary>
    public ChildExit Wait() => TryWait(-1, -1, out var exit) ? exit : throw new UnreachableException();

    /// <summary>Waits until it has ended, but not longer than that.</summary>
    public bool TryWait(TimeSpan timeout, out ChildExit exit) => TryWait(Deadline(timeout), -1, out exit);

    /// <summary>
    /// Ends it and what it started: all of the group that it leads, or else what <c>/proc</c> lists below it. Asks first (SIGTERM), and kills a quarter of a
    /// second later what is still there.
    /// </summary>
    public ChildExit End()
    {
        // Listed first: what it started is no longer below it once it has ended.
        List<int> below = _leadsGroup || !IsRunning() ? [] : ProcessTree.Below(_process);
        Signal(Posix.SignalTerminate, below);
        var started = Environment.TickCount64;
        while (IsRunning() && Environment.TickCount64 - started < Grace)
        {
            Thread.Sleep(2);
        }

        Signal(Posix.SignalKill, below);
        return Wait();
    }

    /// <summary>Ends it where it still runs, and closes its streams.</summary>
    public void Dispose()
    {
        _signals?.Dispose();
        CloseStreams();
        if (!TryReap(out _))
        {
            End();
        }
    }

    /// <summary>Sends a signal to its group, or to it and others where it leads none. Sends none once it was waited for: its number may be another's then.</summary>
    internal void Signal(int signal, List<int> others)
    {
        lock (_lock)
        {
            if (_exit is null)
            {
                _ = Posix.Kill(_leadsGroup ? -_process : _process, signal);
                others.ForEach(process => Posix.Kill(process, signal));
            }
        }
    }

    private static long Deadline(TimeSpan? timeout) => timeout is { } time ? Environment.TickCount64 + (long)time.TotalMilliseconds : -1;

    private static int Remaining(long deadline) => deadline < 0 ? -1 : (int)Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue);

    private static FileStream? Open(int descriptor, FileAccess access)
        => descriptor < 0 ? null : new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    private void CloseStreams()
    {
        Close(ref _input);
        Close(ref _output);
        Close(ref _errors);
    }

    private static void Close(ref FileStream? stream)
    {
        stream?.Dispose();
        stream = null;
    }
}
