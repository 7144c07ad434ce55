using System.Runtime.InteropServices;
using PipCs.Platform.Processes;

namespace PipCs.Platform.Tests.Processes;

/// <summary>Alone, because a signal to this process reaches the children of every test.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Signalled;

[Collection<Signalled>]
public sealed class TerminalSignalsTests
{
    [Fact]
    public void Signal_to_this_process_reaches_a_child_with_its_own_group()
    {
        // SIGHUP, because the test platform listens to SIGINT itself.
        using var stay = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static signal => signal.Cancel = true);
        using var process = ChildProcess.Start(new("sleep", "300"));
        Posix.Kill(Environment.ProcessId, Posix.SignalHangup);
        Assert.True(process.TryWait(TimeSpan.FromSeconds(20), out var exit));
        Assert.Equal(Posix.SignalHangup, exit.Signal);
    }
}
