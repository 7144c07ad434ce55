namespace PipCs.Store.Unpacking;

/// <summary>A wheel is larger than can be kept. The message names the part that is too large, and the limit.</summary>
internal sealed class WheelLimitException : Exception
{
    internal WheelLimitException(string message)
        : base(message)
    {
    }
}
