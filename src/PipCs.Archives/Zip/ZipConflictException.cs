namespace PipCs.Archives.Zip;

/// <summary>
/// Two parts of a ZIP archive contradict each other, or it has bytes that belong to no part of it. Two correct programs may then
/// unpack different files from it. The message names the contradiction.
/// </summary>
public sealed class ZipConflictException : Exception
{
    /// <summary>Makes an exception for a contradiction.</summary>
    /// <param name="message">The contradiction, without a full stop at its end.</param>
    public ZipConflictException(string message)
        : base(message)
    {
    }
}
