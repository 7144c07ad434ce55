using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Bytecode;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>
/// Stages wheels as they land: those that the store has at once, the others when they are fetched, unpacked
/// and compiled. Linking is system calls, so it runs on two threads of its own.
/// </summary>
/// <param name="transaction">What the wheels are staged for.</param>
/// <param name="pipeline">Where they come from.</param>
/// <param name="compiler">Compiles their bytecode; null where none is wanted.</param>
/// <param name="reporter">Told what pip warns of.</param>
/// <param name="cancellationToken">Ends the fetching and compiling; linking ends with it.</param>
internal sealed class Stager(EnvironmentTransaction transaction, WheelPipeline pipeline, BytecodeCompiler? compiler, IReporter reporter, CancellationToken cancellationToken) : IDisposable
{
    private const int LinkingThreads = 2;

    private readonly BlockingCollection<PlannedWheel> _ready = [];
    private readonly ConcurrentQueue<PlannedWheel> _changed = [];
    private Exception? _failure;

    /// <summary>Stages all wheels of a plan.</summary>
    internal async Task StageAsync(IReadOnlyList<PlannedWheel> wheels)
    {
        var threads = new Thread[Math.Min(LinkingThreads, wheels.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Link, 256 * 1024) { IsBackground = true, Name = "link" };
            threads[i].Start();
        }

        var landing = new List<Task>();
        try
        {
            foreach (var wheel in wheels)
            {
                if (TryLand(wheel))
                {
                    _ready.Add(wheel, cancellationToken);
                }
                else
                {
                    landing.Add(LandAsync(wheel));
                }
            }

            // The first failure ends the command; what still lands behind it is for the store alone.
            await foreach (var landed in Task.WhenEach(landing).ConfigureAwait(false))
            {
                await landed.ConfigureAwait(false);
            }
        }
        finally
        {
            _ready.CompleteAdding();
            foreach (var thread in threads)
            {
                thread.Join();
            }
        }

        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }

        await HealAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();

    private bool TryLand(PlannedWheel planned)
    {
        if (!pipeline.TryGet(planned.Request, out var wheel))
        {
            return false;
        }

        StoredBytecode? bytecode = null;
        if (compiler is not null && !pipeline.Store.TryGetBytecode(wheel, compiler.CompatibilityKey, out bytecode))
        {
            return false;
        }

        planned.Installation = planned.Describe(wheel, bytecode);
        return true;
    }

    private async Task LandAsync(PlannedWheel planned)
    {
        var wheel = await pipeline.GetAsync(planned.Request).ConfigureAwait(false);
        var bytecode = compiler is null ? null : await pipeline.Store.GetBytecodeAsync(wheel, compiler, cancellationToken).ConfigureAwait(false);
        planned.Installation = planned.Describe(wheel, bytecode);
        try
        {
            _ready.Add(planned, cancellationToken);
        }
        catch (InvalidOperationException) when (_ready.IsAddingCompleted)
        {
            // Another wheel failed first: nothing is installed.
        }
    }

    private void Link()
    {
        foreach (var planned in _ready.GetConsumingEnumerable())
        {
            if (_failure is not null || cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            if (planned.Installation!.Wheel.NewerWheelVersion is { } version)
            {
                reporter.Report(Severity.Warning, $"Installing from a newer Wheel-Version ({version})", indent: 2);
            }

            try
            {
                transaction.Stage(planned.Installation);
            }
            catch (StoredFileChangedException)
            {
                _changed.Enqueue(planned);
            }
#pragma warning disable CA1031 // Whatever ends a linking thread is thrown again in the caller's flow.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, error, null);
            }
        }
    }

    private async Task HealAsync()
    {
        while (_changed.TryDequeue(out var planned))
        {
            var wheel = await pipeline.Store.HealAsync(planned.Installation!.Wheel, planned.Request, cancellationToken).ConfigureAwait(false);
            var bytecode = compiler is null ? null : await pipeline.Store.GetBytecodeAsync(wheel, compiler, cancellationToken).ConfigureAwait(false);
            planned.Installation = planned.Describe(wheel, bytecode);
            transaction.Stage(planned.Installation);
        }
    }
}
