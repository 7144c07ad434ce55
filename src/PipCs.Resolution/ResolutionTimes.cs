using System.Diagnostics;

namespace PipCs.Resolution;

/// <summary>
/// Where the time of a resolution went. A caller who wants to know gives one with the request and reads it afterwards; without one nothing is
/// measured. Only what the solver spends in its source and in waiting for it counts as pages and metadata: what is read or fetched meanwhile costs no time.
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

    /// <summary>Everything else: judging candidates, reading specifiers, solving, explaining.</summary>
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
