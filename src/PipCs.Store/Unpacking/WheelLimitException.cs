namespace PipCs.Store.Unpacking;

/// <summary>A wheel is larger than can be kept. The message says what is, and how large it may be.</summary>
internal sealed class WheelLimitException : Exception
{
    internal WheelLimitException(string message)
        : base(message)
    {
    }
}
