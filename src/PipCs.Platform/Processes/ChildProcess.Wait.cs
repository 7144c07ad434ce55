namespace PipCs.Platform.Processes;

public sealed unsafe partial class ChildProcess
{
    /// <summary>Waits for its end; false where the time is over (a deadline below 0 is none) or <paramref name="cancellation"/> can be read.</summary>
    private bool TryWait(long deadline, int cancellation, out ChildExit exit)
    {
        var handle = -1;
        var pause = 1;
        var entries = stackalloc Posix.PollEntry[2];
        try
        {
            while (!TryReap(out exit))
            {
                if (handle < 0)
                {
                    handle = (int)Posix.SystemCall(Posix.OpenProcessNumber, _process, 0);
                }

                // A system without such handles (Linux before 5.3) is asked again and again.
                var remaining = Remaining(deadline);
                var wait = handle >= 0 ? remaining : remaining < 0 ? pause : Math.Min(pause, remaining);
                pause = Math.Min(2 * pause, 16);
                entries[0] = new() { Descriptor = handle, Requested = Posix.PollInput };
                entries[1] = new() { Descriptor = cancellation, Requested = Posix.PollInput };
                _ = Posix.Poll(entries, 2, wait);
                if (entries[1].Returned != 0 || (deadline >= 0 && Remaining(deadline) == 0))
                {
                    return TryReap(out exit);
                }
            }

            return true;
        }
        finally
        {
            ChildStart.Close(handle);
        }
    }

    /// <summary>Takes its exit from the system where it has ended. A process whose children nobody can wait for (SIGCHLD is ignored) gets success, as Python has it.</summary>
    private bool TryReap(out ChildExit exit)
    {
        lock (_lock)
        {
            if (_exit is null)
            {
                int status;
                var ended = Posix.Wait(_process, &status, Posix.WaitNoHang);
                if (ended == 0 || (ended < 0 && DirectoryHandle.LastError() == Errno.Interrupted))
                {
                    exit = default;
                    return false;
                }

                _exit = ended > 0 ? ChildExit.FromStatus(status) : default(ChildExit);
            }

            exit = _exit.Value;
            return true;
        }
    }

    /// <summary>Whether it runs, without taking its exit.</summary>
    private bool IsRunning()
    {
        lock (_lock)
        {
            if (_exit is not null)
            {
                return false;
            }

            // Safe: siginfo_t has 128 bytes; the process's number stands at 12 where there is news.
            var information = stackalloc int[32];
            information[3] = 0;
            return Posix.WaitFor(Posix.WaitForProcess, (uint)_process, information, Posix.WaitNoHang | Posix.WaitExited | Posix.WaitKeep) == 0 && information[3] == 0;
        }
    }
}
