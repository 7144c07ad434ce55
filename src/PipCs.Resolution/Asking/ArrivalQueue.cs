using System.Collections.Concurrent;
using PipCs.Standards.Metadata;

namespace PipCs.Resolution.Asking;

/// <summary>
/// Runs the actions that follow from answers which arrive while the solver waits for another one. The actions run in the solver's own flow, so that
/// threads share nothing but the queue.
/// </summary>
internal sealed class ArrivalQueue(ResolutionTimes? times, CancellationToken cancellationToken)
{
    private readonly ConcurrentQueue<Action> _arrivals = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Queues the action for <see cref="WaitAsync"/> as soon as the task has ended, also if it failed.</summary>
    internal void Then(Task task, Action action)
        => task.ContinueWith(
            ended =>
            {
                _arrivals.Enqueue(action);
                _ = _arrived.TrySetResult();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>Waits until the task has ended, also if it failed, and runs the actions of other tasks that end meanwhile.</summary>
    internal async ValueTask WaitAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            TaskCompletionSource arrived = _arrived;
            if (_arrivals.TryDequeue(out Action? arrival))
            {
                arrival();
                continue;
            }

            if (arrived.Task.IsCompleted)
            {
                _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_arrivals.IsEmpty)
                {
                    arrived = _arrived;
                }
                else
                {
                    continue;
                }
            }

            long start = ResolutionTimes.Begin(times);
            _ = await Task.WhenAny(task, arrived.Task).ConfigureAwait(false);
            if (task is Task<DependencyMetadata>)
            {
                ResolutionTimes.EndMetadata(times, start);
            }
            else
            {
                ResolutionTimes.EndPages(times, start);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
