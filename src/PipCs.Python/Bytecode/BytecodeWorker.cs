using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Bytecode;

/// <summary>One process of the interpreter that compiles. Used by one thread at a time.</summary>
internal sealed class BytecodeWorker : IDisposable
{
    private readonly Process _process;
    private readonly Stream _requests;
    private readonly Stream _answers;

    private BytecodeWorker(Process process)
    {
        _process = process;
        _requests = process.StandardInput.BaseStream;
        _answers = process.StandardOutput.BaseStream;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be started.</exception>
    internal static BytecodeWorker Start(string executable, string invalidation)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (ReadOnlySpan<string>)["-I", "-S", "-B", "-W", "ignore", "-c", WorkerScript.Text, invalidation])
        {
            start.ArgumentList.Add(argument);
        }

        BytecodeWorker worker;
        try
        {
            worker = new BytecodeWorker(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw Errors.BytecodeWorkerFailed(executable, PlatformError.Describe((Errno)exception.NativeErrorCode, executable));
        }

        if (worker._answers.ReadByte() == WorkerScript.Ready)
        {
            return worker;
        }

        worker._process.WaitForExit();
        var message = $"it ended with exit code {worker._process.ExitCode} before it was ready";
        worker.Dispose();
        throw Errors.BytecodeWorkerFailed(executable, message);
    }

    /// <summary>Compiles jobs; false where the process died over them.</summary>
    internal bool TryCompile(ReadOnlySpan<BytecodeJob> jobs, Span<byte> answers)
    {
        try
        {
            _requests.Write(Encode(jobs));
            _requests.Flush();
            _answers.ReadExactly(answers);
            return true;
        }
        catch (IOException)
        {
            // A broken pipe or the end of the stream: the process is gone.
            return false;
        }
    }

    /// <summary>Ends the process: it leaves at once when its input ends.</summary>
    public void Dispose()
    {
        try
        {
            _requests.Dispose();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
            {
                _process.Kill();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }

        _answers.Dispose();
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
