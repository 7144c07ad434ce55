using System.Diagnostics;

namespace PipCs.Resolution;

/// <summary>
/// The time that a resolution spent in each kind of work. A caller puts an instance into the request and reads it afterwards; without one, nothing is
/// measured. Pages and metadata count only the time that the solver spends in calls of its source and in waiting for answers.
/// </summary>
public sealed class ResolutionTimes
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _pages;
    private long _metadata;
    private long _end;

    /// <summary>The time spent in reading or waiting for project pages.</summary>
    public TimeSpan Pages => Stopwatch.GetElapsedTime(0, _pages);

    /// <summary>The time spent in reading or waiting for metadata.</summary>
    public TimeSpan Metadata => Stopwatch.GetElapsedTime(0, _metadata);

    /// <summary>The rest of the time: judging candidates, reading specifiers, solving, explaining.</summary>
    public TimeSpan Solving => Total - Pages - Metadata;

    /// <summary>The time since this was made, until the resolution ended.</summary>
    public TimeSpan Total => Stopwatch.GetElapsedTime(_start, _end == 0 ? Stopwatch.GetTimestamp() : _end);

    internal static long Begin(ResolutionTimes? times) => times is null ? 0 : Stopwatch.GetTimestamp();

    internal static void EndPages(ResolutionTimes? times, long start)
    {
        if (times is not null)
        {
            times._pages += Stopwatch.GetTimestamp() - start;
        }
    }

    internal static void EndMetadata(ResolutionTimes? times, long start)
    {
        if (times is not null)
        {
            times._metadata += Stopwatch.GetTimestamp() - start;
        }
    }

    internal void End() => _end = Stopwatch.GetTimestamp();
}
