using PipCs.Diagnostics;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Bytecode;

/// <summary>
/// Long-lived processes of an interpreter, two on a machine with two processors, that compile source files
/// to <c>.pyc</c> files. The first starts with the first request, the others while work is waiting; all end
/// with <see cref="DisposeAsync"/>. Thread-safe.
/// </summary>
public sealed class BytecodeCompiler : IAsyncDisposable
{
    // Big enough that a round trip does not matter, small enough that the workers finish together.
    private const int ChunkSize = 4;
    private const int MaximumWorkers = 8;

    private readonly Lock _lock = new();
    private readonly Queue<BytecodeChunk> _queue = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly List<Thread> _threads = [];
    private readonly string _executable;
    private readonly string _invalidation;
    private readonly int _workers;
    private readonly IWorkObserver? _work;
    private int _idle;
    private bool _ended;

    /// <summary>Sets the interpreter; no process is started yet.</summary>
    /// <param name="interpreter">The interpreter.</param>
    /// <param name="checksHash">Whether the <c>.pyc</c> files hold their source's hash instead of its time (PEP 552, checked), which Python chooses where <c>SOURCE_DATE_EPOCH</c> is set.</param>
    /// <param name="work">Counts compiled files; null for none.</param>
    public BytecodeCompiler(Interpreter interpreter, bool checksHash = false, IWorkObserver? work = null)
    {
        _work = work;
        ArgumentNullException.ThrowIfNull(interpreter);
        _executable = interpreter.Executable;
        _invalidation = checksHash ? "checked-hash" : "timestamp";
        _workers = Math.Clamp(Environment.ProcessorCount, 2, MaximumWorkers);
        CompatibilityKey = $"{interpreter.CacheTag ?? "none"}-{interpreter.BytecodeMagic}-opt0-{_invalidation}";
    }

    /// <summary>A key that must be equal for a <c>.pyc</c> to be used again: magic, cache tag, optimisation, invalidation mode. It is a valid file name.</summary>
    public string CompatibilityKey { get; }

    /// <summary>
    /// Compiles files of one folder. Each <c>.pyc</c> records the source's mtime and size (PEP 3147, 552
    /// timestamp mode) and, for tracebacks, the path in <paramref name="jobs"/>.
    /// </summary>
    /// <returns>For each job whether it was compiled (false: a syntax error, or a file that cannot be read or written).</returns>
    /// <exception cref="UserErrorException">The interpreter cannot be started.</exception>
    public async Task<IReadOnlyList<bool>> CompileAsync(IReadOnlyList<BytecodeJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        if (jobs.Count == 0)
        {
            return [];
        }

        _work?.Expect(WorkKind.Compiling, jobs.Count);
        var batch = new BytecodeBatch(jobs);
        using var registration = cancellationToken.Register(() => batch.Cancel(cancellationToken));
        for (var start = 0; start < jobs.Count; start += ChunkSize)
        {
            Enqueue(new(batch, start, Math.Min(ChunkSize, jobs.Count - start)));
        }

        return await batch.Task.ConfigureAwait(false);
    }

    /// <summary>Ends the processes and cancels the jobs that are not compiled yet.</summary>
    public async ValueTask DisposeAsync()
    {
        Thread[] threads;
        lock (_lock)
        {
            _ended = true;
            while (_queue.TryDequeue(out var chunk))
            {
                chunk.Batch.Cancel(new CancellationToken(canceled: true));
            }

            threads = [.. _threads];
            _threads.Clear();
        }

        if (threads.Length > 0)
        {
            _waiting.Release(threads.Length);
            await Task.Run(() => Array.ForEach(threads, static thread => thread.Join())).ConfigureAwait(false);
        }

        _waiting.Dispose();
    }

    private void Enqueue(BytecodeChunk chunk)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _queue.Enqueue(chunk);
            if (_idle < _queue.Count && _threads.Count < _workers)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = "bytecode" };
                _threads.Add(thread);
                _idle++;
                thread.Start();
            }
        }

        _waiting.Release();
    }

    private void Work()
    {
        BytecodeWorker? worker = null;
        while (true)
        {
            _waiting.Wait();
            BytecodeChunk chunk;
            lock (_lock)
            {
                if (!_queue.TryDequeue(out chunk))
                {
                    if (_ended)
                    {
                        break;
                    }

                    continue;
                }

                _idle--;
            }

            if (!chunk.Batch.IsOver)
            {
                Compile(chunk, ref worker);
            }

            lock (_lock)
            {
                _idle++;
            }
        }

        worker?.Dispose();
    }

    private void Compile(BytecodeChunk chunk, ref BytecodeWorker? worker)
    {
        Span<byte> answers = stackalloc byte[chunk.Count];
        var jobs = new BytecodeJob[chunk.Count];
        for (var index = 0; index < jobs.Length; index++)
        {
            jobs[index] = chunk.Batch.Jobs[chunk.Start + index];
        }

        try
        {
            worker ??= BytecodeWorker.Start(_executable, _invalidation);
            if (worker.TryCompile(jobs, answers))
            {
                Answer(chunk, answers);
                return;
            }

            // One of the files ends the interpreter. Each is compiled in a process of its own, and a file that ends it again counts as not compiled.
            answers.Clear();
            for (var index = 0; index < jobs.Length; index++)
            {
                worker.Dispose();
                worker = null;
                worker = BytecodeWorker.Start(_executable, _invalidation);
                while (index < jobs.Length && worker.TryCompile(jobs.AsSpan(index, 1), answers.Slice(index, 1)))
                {
                    index++;
                }
            }

            Answer(chunk, answers);
        }
        catch (UserErrorException exception)
        {
            chunk.Batch.Fail(exception);
        }
    }

    private void Answer(BytecodeChunk chunk, ReadOnlySpan<byte> answers)
    {
        _work?.Advance(WorkKind.Compiling, answers.Length);
        for (var index = 0; index < answers.Length; index++)
        {
            chunk.Batch.Answer(chunk.Start + index, answers[index] == 1);
        }
    }
}
