namespace PipCs.Python.Bytecode;

/// <summary>The jobs of one call, and their results.</summary>
internal sealed class BytecodeBatch(IReadOnlyList<BytecodeJob> jobs)
{
    private readonly TaskCompletionSource<IReadOnlyList<bool>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool[] _results = new bool[jobs.Count];
    private int _open = jobs.Count;

    internal IReadOnlyList<BytecodeJob> Jobs { get; } = jobs;

    internal Task<IReadOnlyList<bool>> Task => _completion.Task;

    internal bool IsOver => _completion.Task.IsCompleted;

    internal void Answer(int index, bool compiled)
    {
        _results[index] = compiled;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _completion.TrySetResult(_results);
        }
    }

    internal void Fail(Exception exception) => _completion.TrySetException(exception);

    internal void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}

/// <summary>A part of a batch, which one worker takes at a time.</summary>
internal readonly record struct BytecodeChunk(BytecodeBatch Batch, int Start, int Count);
