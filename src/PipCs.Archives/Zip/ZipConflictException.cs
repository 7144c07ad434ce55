namespace PipCs.Archives.Zip;

/// <summary>
/// Two parts of a ZIP archive contradict each other, or it holds bytes that belong to no part of it. Two programs may then
/// unpack different files from it, and none of them is wrong. The message says what disagrees.
/// </summary>
public sealed class ZipConflictException : Exception
{
    /// <summary>Says what disagrees.</summary>
    /// <param name="message">What disagrees, without a full stop at its end.</param>
    public ZipConflictException(string message)
        : base(message)
    {
    }
}
