using System.Diagnostics;

namespace PipCs.Cli.Terminal;

/// <summary>The speed of a counter over the last seconds: the mean since the beginning says nothing of a line that became slow. Used by one thread.</summary>
internal sealed class SpeedGauge
{
    private const int Samples = 32;
    private readonly (long Time, long Amount)[] _samples = new (long, long)[Samples];
    private int _count;

    /// <summary>Takes the counter's value and gives how much came a second since the oldest sample that is kept; 0 where nobody knows yet.</summary>
    internal double Measure(long amount)
    {
        var now = Stopwatch.GetTimestamp();
        var (time, before) = _count == 0 ? (now, amount) : _samples[_count < Samples ? 0 : _count % Samples];
        _samples[_count++ % Samples] = (now, amount);
        var seconds = Stopwatch.GetElapsedTime(time, now).TotalSeconds;
        return seconds > 0 ? Math.Max(0, amount - before) / seconds : 0;
    }
}
