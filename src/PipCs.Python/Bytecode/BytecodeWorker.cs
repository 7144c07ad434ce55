using System.Buffers.Binary;
using System.Text;
using PipCs.Platform.Processes;

namespace PipCs.Python.Bytecode;

/// <summary>One process of the interpreter that compiles. Used by one thread at a time.</summary>
internal sealed class BytecodeWorker : IDisposable
{
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(2);
    private readonly ChildProcess _process;

    private BytecodeWorker(ChildProcess process) => _process = process;

    /// <summary>Starts a worker process and waits until it is ready.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started, or ended before it was ready.</exception>
    internal static BytecodeWorker Start(string executable, string invalidation)
    {
        var command = new ChildCommand(executable, "-I", "-S", "-B", "-W", "ignore", "-c", WorkerScript.Text, invalidation)
        {
            Input = ChildInput.Piped,
            Errors = ChildOutput.Inherited,
        };
        try
        {
            var process = ChildProcess.Start(command);
            if (process.Output.ReadByte() == WorkerScript.Ready)
            {
                return new(process);
            }

            using (process)
            {
                throw Errors.BytecodeWorkerFailed(executable, $"it ended with exit code {process.Wait().Code} before it was ready");
            }
        }
        catch (ChildStartException exception)
        {
            throw Errors.BytecodeWorkerFailed(executable, exception.Message);
        }
    }

    /// <summary>Compiles jobs; false if the process ended before it answered for all of them.</summary>
    internal bool TryCompile(ReadOnlySpan<BytecodeJob> jobs, Span<byte> answers)
    {
        try
        {
            _process.Input.Write(Encode(jobs));
            _process.Output.ReadExactly(answers);
            return true;
        }
        catch (IOException)
        {
            // A broken pipe or the end of the stream means that the process has ended.
            return false;
        }
    }

    /// <summary>Ends the process by closing its input.</summary>
    public void Dispose()
    {
        _process.Input.Dispose();
        _process.TryWait(TimeToLeave, out _);
        _process.Dispose();
    }

    private static byte[] Encode(ReadOnlySpan<BytecodeJob> jobs)
    {
        var size = 0;
        foreach (var job in jobs)
        {
            size += (3 * sizeof(int)) + Encoding.UTF8.GetByteCount(job.SourcePath) + Encoding.UTF8.GetByteCount(job.OutputPath) + Encoding.UTF8.GetByteCount(job.DisplayPath);
        }

        var bytes = new byte[(2 * sizeof(int)) + size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, jobs.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int)), size);
        var at = 2 * sizeof(int);
        foreach (var job in jobs)
        {
            Add(bytes, job.SourcePath, ref at);
            Add(bytes, job.OutputPath, ref at);
            Add(bytes, job.DisplayPath, ref at);
        }

        return bytes;
    }

    private static void Add(byte[] bytes, string text, ref int at)
    {
        var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(at + sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), length);
        at += sizeof(int) + length;
    }
}
