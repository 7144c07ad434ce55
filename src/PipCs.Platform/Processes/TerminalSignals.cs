using System.Runtime.InteropServices;

namespace PipCs.Platform.Processes;

/// <summary>
/// Passes the signals on by which a person ends this process: the terminal sends Ctrl-C to this process's group alone, and a child that leads its own would
/// outlive it. What the signal does to this process stays as it is.
/// </summary>
internal sealed class TerminalSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    internal TerminalSignals(ChildProcess process) => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => process.Signal(Posix.SignalInterrupt, [])),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.Signal(Posix.SignalTerminate, [])),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => process.Signal(Posix.SignalQuit, [])),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => process.Signal(Posix.SignalHangup, [])),
    ];

    public void Dispose() => Array.ForEach(_registrations, static registration => registration.Dispose());
}
