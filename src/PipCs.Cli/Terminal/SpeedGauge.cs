using System.Diagnostics;

namespace PipCs.Cli.Terminal;

/// <summary>The speed of a counter over the last seconds, because the mean since the start hides a connection that has become slow. Used by one thread.</summary>
internal sealed class SpeedGauge
{
    private const int Samples = 32;
    private readonly (long Time, long Amount)[] _samples = new (long, long)[Samples];
    private int _count;

    /// <summary>Takes the counter's value and gives its growth per second since the oldest kept sample; 0 where that is not known yet.</summary>
    internal double Measure(long amount)
    {
        var now = Stopwatch.GetTimestamp();
        var (time, before) = _count == 0 ? (now, amount) : _samples[_count < Samples ? 0 : _count % Samples];
        _samples[_count++ % Samples] = (now, amount);
        var seconds = Stopwatch.GetElapsedTime(time, now).TotalSeconds;
        return seconds > 0 ? Math.Max(0, amount - before) / seconds : 0;
    }
}
