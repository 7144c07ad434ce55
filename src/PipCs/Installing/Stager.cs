using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>
/// Stages the wheels of one plan. If the store has all of them with their bytecode, they are staged together; otherwise each wheel is staged as soon as
/// it is fetched,
/// unpacked and compiled. Linking blocks in system calls, so it has its own threads.
/// </summary>
internal sealed class Stager : IDisposable
{
    private const int LinkingThreads = 2;
    private readonly EnvironmentTransaction _transaction;
    private readonly WheelPipeline _pipeline;
    private readonly IReadOnlyList<PlannedWheel> _wheels;
    private readonly Action<IReadOnlyList<StoredWheel>> _allStored;
    private readonly CancellationToken _cancellationToken;
    private readonly StoredWheel[] _stored;
    private readonly StagedWheel[] _staged;
    private readonly BlockingCollection<int> _ready = [];
    private readonly ConcurrentQueue<int> _changed = [];
    private Exception? _failure;
    private int _awaited;

    /// <summary>Keeps the inputs; stages nothing yet.</summary>
    /// <param name="transaction">The transaction that the wheels are staged for.</param>
    /// <param name="pipeline">Gives the wheels.</param>
    /// <param name="wheels">The wheels.</param>
    /// <param name="allStored">Called once, when the store has all wheels; some may still be compiling then.</param>
    /// <param name="cancellationToken">Ends fetching, compiling and linking.</param>
    internal Stager(EnvironmentTransaction transaction, WheelPipeline pipeline, IReadOnlyList<PlannedWheel> wheels, Action<IReadOnlyList<StoredWheel>> allStored, CancellationToken cancellationToken)
    {
        _transaction = transaction;
        _pipeline = pipeline;
        _wheels = wheels;
        _allStored = allStored;
        _cancellationToken = cancellationToken;
        _stored = new StoredWheel[wheels.Count];
        _staged = new StagedWheel[wheels.Count];
    }

    /// <summary>Stages the wheels.</summary>
    /// <returns>The staged wheels, in the order of the wheels.</returns>
    internal async Task<IReadOnlyList<StagedWheel>> StageAsync()
    {
        var missing = new List<int>();
        for (var i = 0; i < _wheels.Count; i++)
        {
            if (_pipeline.TryLand(_wheels[i].Request, out var landed))
            {
                Land(i, landed);
            }
            else
            {
                missing.Add(i);
            }
        }

        _awaited = missing.Count;
        if (missing.Count == 0)
        {
            _allStored(_stored);
            StageAtOnce();
        }
        else
        {
            await StageAsTheyLandAsync(missing).ConfigureAwait(false);
        }

        await HealAsync().ConfigureAwait(false);
        return _staged;
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();

    private void Land(int index, LandedWheel landed)
    {
        _stored[index] = landed.Wheel;
        _staged[index] = new StagedWheel(_wheels[index], _wheels[index].InstallationOf(landed));
    }

    private void StageAtOnce()
    {
        var changed = new List<WheelInstallation>();
        _transaction.StageAll([.. _staged.Select(static staged => staged.Installation)], changed);
        for (var i = 0; i < _staged.Length; i++)
        {
            if (changed.Contains(_staged[i].Installation))
            {
                _changed.Enqueue(i);
            }
        }
    }

    private async Task StageAsTheyLandAsync(List<int> missing)
    {
        var threads = new Thread[LinkingThreads];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Link, 256 * 1024) { IsBackground = true, Name = "link" };
            threads[i].Start();
        }

        try
        {
            foreach (var index in Enumerable.Range(0, _wheels.Count).Except(missing))
            {
                _ready.Add(index, _cancellationToken);
            }

            // A failure ends the command. Wheels that arrive later stay in the store.
            var landing = missing.OrderBy(index => _wheels[index].Resolved.DecisionOrder).Select(LandAsync).ToList();
            await foreach (var landed in Task.WhenEach(landing).ConfigureAwait(false))
            {
                if (landed.IsFaulted)
                {
                    await ThrowFirstAsync(landing).ConfigureAwait(false);
                }

                _ready.Add(await landed.ConfigureAwait(false), _cancellationToken);
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

    /// <summary>Throws the failure of the wheel that pip would have fetched first, even if another one failed earlier.</summary>
    private static async Task ThrowFirstAsync(List<Task<int>> landing)
    {
        foreach (var landed in landing)
        {
            _ = await landed.ConfigureAwait(false);
        }
    }

    private async Task<int> LandAsync(int index)
    {
        var request = _wheels[index].Request;
        _stored[index] = await _pipeline.GetAsync(request).ConfigureAwait(false);
        if (Interlocked.Decrement(ref _awaited) == 0)
        {
            _allStored(_stored);
        }

        Land(index, await _pipeline.LandAsync(request, join: true).ConfigureAwait(false));
        return index;
    }

    private void Link()
    {
        foreach (var index in _ready.GetConsumingEnumerable())
        {
            if (_failure is not null || _cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                _transaction.Stage(_staged[index].Installation);
            }
            catch (StoredFileChangedException)
            {
                _changed.Enqueue(index);
            }
#pragma warning disable CA1031 // The caller's thread rethrows the exception.
            catch (Exception error)
#pragma warning restore CA1031
            {
                var name = _wheels[index].Request.FileName;
                FailureContext.Add(error, $"installing {name.Project} {name.Version}");
                Interlocked.CompareExchange(ref _failure, error, null);
            }
        }
    }

    private async Task HealAsync()
    {
        while (_changed.TryDequeue(out var index))
        {
            for (var attempt = 1; ; attempt++)
            {
                Land(index, await _pipeline.HealAsync(_staged[index].Installation.Wheel, _wheels[index].Request).ConfigureAwait(false));
                try
                {
                    _transaction.Stage(_staged[index].Installation);
                    break;
                }
                catch (StoredFileChangedException) when (attempt < WheelPipeline.MostHeals)
                {
                    // Another process is clearing the cache.
                }
            }
        }
    }
}
