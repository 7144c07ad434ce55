namespace PipCs.Platform.Processes;

public sealed unsafe partial class ChildProcess
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// Runs a program to its end: feeds it and reads both outputs side by side on the calling thread, until they are closed by all who hold them. Callbacks are
    /// called on that thread; an exception from one ends the program.
    /// </summary>
    /// <exception cref="ChildStartException">It cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the program has ended.</exception>
    public static ChildResult Run(ChildCommand command, ChildExchange exchange, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(exchange);
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = Deadline(exchange.Timeout);
        var output = new ChildLines(exchange.OnOutputLine, exchange.MaximumOutput);
        var errors = new ChildLines(exchange.OnErrorLine, exchange.MaximumOutput);
        using var cancellation = new CancellationDescriptor(cancellationToken);
        using var process = Start(exchange.Input.IsEmpty ? command : command with { Input = ChildInput.Piped });
        var isOver = !process.Exchange(exchange.Input, output, errors, deadline, cancellation.Descriptor);
        if (isOver || !process.TryWait(deadline, cancellation.Descriptor, out var exit))
        {
            exit = process.End();
            cancellationToken.ThrowIfCancellationRequested();
            return new(exit, output.Collected, errors.Collected, output.IsTruncated || errors.IsTruncated, IsTimedOut: true);
        }

        return new(exit, output.Collected, errors.Collected, output.IsTruncated || errors.IsTruncated, IsTimedOut: false);
    }

    /// <summary>Writes and reads until all pipes are closed; false where the time is over or it was cancelled.</summary>
    private bool Exchange(ReadOnlyMemory<byte> input, ChildLines output, ChildLines errors, long deadline, int cancellation)
    {
        if (input.IsEmpty)
        {
            Close(ref _input);
        }
        else
        {
            _ = Posix.ControlFile(Descriptor(_input), Posix.SetStatusFlags, Posix.OpenNonBlocking);
        }

        var buffer = new byte[BufferSize];
        var entries = stackalloc Posix.PollEntry[4];
        while (_input is not null || _output is not null || _errors is not null)
        {
            entries[0] = new() { Descriptor = Descriptor(_input), Requested = Posix.PollOutput };
            entries[1] = new() { Descriptor = Descriptor(_output), Requested = Posix.PollInput };
            entries[2] = new() { Descriptor = Descriptor(_errors), Requested = Posix.PollInput };
            entries[3] = new() { Descriptor = cancellation, Requested = Posix.PollInput };
            if (Posix.Poll(entries, 4, Remaining(deadline)) < 0)
            {
                // Interrupted: nothing of the entries is filled in.
                continue;
            }

            if (entries[3].Returned != 0 || (deadline >= 0 && Remaining(deadline) == 0))
            {
                return false;
            }

            if (entries[0].Returned != 0)
            {
                Feed(ref input);
            }

            if (entries[1].Returned != 0)
            {
                Read(ref _output, buffer, output);
            }

            if (entries[2].Returned != 0)
            {
                Read(ref _errors, buffer, errors);
            }
        }

        return true;
    }

    private static int Descriptor(FileStream? stream) => stream is null ? -1 : (int)stream.SafeFileHandle.DangerousGetHandle();

    /// <summary>Writes as much as the pipe takes; closes it behind the last byte, or where the child reads no more.</summary>
    private void Feed(ref ReadOnlyMemory<byte> input)
    {
        nint written;
        fixed (byte* pointer = input.Span)
        {
            written = Posix.Write(Descriptor(_input), pointer, (nuint)input.Length);
        }

        if (written < 0 && DirectoryHandle.LastError() is Errno.Again or Errno.Interrupted)
        {
            return;
        }

        input = written < 0 ? default : input[(int)written..];
        if (input.IsEmpty)
        {
            Close(ref _input);
        }
    }

    private static void Read(ref FileStream? stream, byte[] buffer, ChildLines lines)
    {
        nint count;
        fixed (byte* pointer = buffer)
        {
            count = Posix.Read(Descriptor(stream), pointer, (nuint)buffer.Length);
        }

        if (count > 0)
        {
            lines.Add(buffer.AsSpan(0, (int)count));
        }
        else if (count == 0 || DirectoryHandle.LastError() != Errno.Interrupted)
        {
            lines.Complete();
            Close(ref stream);
        }
    }
}
