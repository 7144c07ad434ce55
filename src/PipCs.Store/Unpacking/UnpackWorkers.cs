using System.Collections.Concurrent;

namespace PipCs.Store.Unpacking;

/// <summary>
/// The workers that all wheels of a store share. A fixed number of blocks is unpacked at the same time, and no further blocks wait in memory.
/// Thread-safe.
/// </summary>
internal sealed class UnpackWorkers : IDisposable
{
    /// <summary>The size of the blocks that are handed to workers; members that do not fit are unpacked by the reader.</summary>
    internal const int BlockSize = 256 << 10;

    // Each wheel holds a block in memory, and more connections do not make downloads faster.
    private const int LargestNumberOfWheels = 32;

    private readonly SemaphoreSlim _slots = new(Math.Max(2, Environment.ProcessorCount) * 2);
    private readonly SemaphoreSlim _wheels = new(LargestNumberOfWheels);
    private readonly ConcurrentBag<MemberWriter> _writers = [];
    private readonly ConcurrentBag<byte[]> _blocks = [];

    /// <summary>Waits until another wheel may be unpacked; the caller must call <see cref="LeaveWheel"/> afterwards.</summary>
    internal Task EnterWheelAsync(CancellationToken cancellationToken) => _wheels.WaitAsync(cancellationToken);

    internal void LeaveWheel() => _wheels.Release();

    internal byte[] RentBlock() => _blocks.TryTake(out var block) ? block : GC.AllocateUninitializedArray<byte>(BlockSize);

    internal void ReturnBlock(byte[] block) => _blocks.Add(block);

    internal MemberWriter RentWriter() => _writers.TryTake(out var writer) ? writer : new MemberWriter();

    internal void ReturnWriter(MemberWriter writer) => _writers.Add(writer);

    /// <summary>Waits for a free worker and starts the work on it.</summary>
    internal async ValueTask<Task> StartAsync(Action<MemberWriter> work, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Task.Run(
            () =>
            {
                var writer = RentWriter();
                try
                {
                    work(writer);
                }
                finally
                {
                    ReturnWriter(writer);
                    _slots.Release();
                }
            },
            CancellationToken.None);
    }

    public void Dispose()
    {
        _slots.Dispose();
        _wheels.Dispose();
    }
}
