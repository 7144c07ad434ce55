using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>
/// Stages wheels as they land. Where the store has all of them, they are staged in one go; else each when it
/// is fetched, unpacked and compiled. Linking is system calls, so it runs on threads of its own.
/// </summary>
/// <param name="transaction">What the wheels are staged for.</param>
/// <param name="pipeline">Where they come from.</param>
/// <param name="allStored">Called once all wheels are in the store, however long compiling takes then.</param>
/// <param name="cancellationToken">Ends the fetching and compiling; linking ends with it.</param>
internal sealed class Stager(EnvironmentTransaction transaction, WheelPipeline pipeline, Action allStored, CancellationToken cancellationToken) : IDisposable
{
    private const int LinkingThreads = 2;
    private readonly BlockingCollection<PlannedWheel> _ready = [];
    private readonly ConcurrentQueue<PlannedWheel> _changed = [];
    private Exception? _failure;
    private int _awaited;

    /// <summary>Stages all wheels of a plan.</summary>
    internal async Task StageAsync(IReadOnlyList<PlannedWheel> wheels)
    {
        var missing = new List<PlannedWheel>();
        foreach (var wheel in wheels)
        {
            if (pipeline.TryLand(wheel.Request, out var landed))
            {
                wheel.Stored = landed.Wheel;
                wheel.Land(landed);
            }
            else
            {
                missing.Add(wheel);
            }
        }

        _awaited = missing.Count;
        if (missing.Count == 0)
        {
            allStored();
            StageAtOnce(wheels);
        }
        else
        {
            await StageAsTheyLandAsync(wheels, missing).ConfigureAwait(false);
        }

        await HealAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();

    private void StageAtOnce(IReadOnlyList<PlannedWheel> wheels)
    {
        var changed = new List<WheelInstallation>();
        transaction.StageAll([.. wheels.Select(wheel => wheel.Installation!)], changed);
        foreach (var wheel in wheels)
        {
            if (changed.Contains(wheel.Installation!))
            {
                _changed.Enqueue(wheel);
            }
        }
    }

    private async Task StageAsTheyLandAsync(IReadOnlyList<PlannedWheel> wheels, List<PlannedWheel> missing)
    {
        var threads = new Thread[LinkingThreads];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Link, 256 * 1024) { IsBackground = true, Name = "link" };
            threads[i].Start();
        }

        try
        {
            foreach (var wheel in wheels)
            {
                if (wheel.Installation is not null)
                {
                    _ready.Add(wheel, cancellationToken);
                }
            }

            // A failure ends the command; what still lands behind it is for the store alone.
            var landing = missing.OrderBy(static wheel => wheel.Resolved.DecisionOrder).Select(LandAsync).ToList();
            await foreach (var landed in Task.WhenEach(landing).ConfigureAwait(false))
            {
                if (landed.IsFaulted)
                {
                    await ThrowFirstAsync(landing).ConfigureAwait(false);
                }

                _ready.Add(await landed.ConfigureAwait(false), cancellationToken);
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
    }

    /// <summary>Throws what went wrong with the wheel that pip would have fetched first, whichever was noticed first.</summary>
    private static async Task ThrowFirstAsync(List<Task<PlannedWheel>> landing)
    {
        foreach (var landed in landing)
        {
            _ = await landed.ConfigureAwait(false);
        }
    }

    private async Task<PlannedWheel> LandAsync(PlannedWheel planned)
    {
        planned.Stored = await pipeline.GetAsync(planned.Request).ConfigureAwait(false);
        if (Interlocked.Decrement(ref _awaited) == 0)
        {
            allStored();
        }

        planned.Land(await pipeline.LandAsync(planned.Request, join: true).ConfigureAwait(false));
        return planned;
    }

    private void Link()
    {
        foreach (var planned in _ready.GetConsumingEnumerable())
        {
            if (_failure is not null || cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                transaction.Stage(planned.Installation!);
            }
            catch (StoredFileChangedException)
            {
                _changed.Enqueue(planned);
            }
#pragma warning disable CA1031 // Whatever ends a linking thread is thrown again in the caller's flow.
            catch (Exception error)
#pragma warning restore CA1031
            {
                FailureContext.Add(error, $"installing {planned.Request.FileName.Project} {planned.Request.FileName.Version}");
                Interlocked.CompareExchange(ref _failure, error, null);
            }
        }
    }

    private async Task HealAsync()
    {
        while (_changed.TryDequeue(out var planned))
        {
            for (var attempt = 1; ; attempt++)
            {
                planned.Land(await pipeline.HealAsync(planned.Installation!.Wheel, planned.Request).ConfigureAwait(false));
                try
                {
                    transaction.Stage(planned.Installation!);
                    break;
                }
                catch (StoredFileChangedException) when (attempt < WheelPipeline.MostHeals)
                {
                    // Another process clears the cache at the same time.
                }
            }
        }
    }
}
