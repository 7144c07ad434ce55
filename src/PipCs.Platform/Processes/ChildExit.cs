namespace PipCs.Platform.Processes;

/// <summary>How a process ended. The default is success.</summary>
/// <param name="Code">The exit code; 128 and the signal where a signal ended it, as shells report it.</param>
/// <param name="Signal">The signal that ended it; 0 where it ended by itself.</param>
public readonly record struct ChildExit(int Code, int Signal)
{
    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool IsSuccess => Code == 0;

    internal static ChildExit FromStatus(int status)
    {
        var signal = status & 0x7F;
        return signal == 0 ? new((status >> 8) & 0xFF, 0) : new(128 + signal, signal);
    }
}
