namespace PipCs.Index.Http.Connecting;

/// <summary>A proxy makes no tunnel; the message says why in Python's words.</summary>
/// <param name="message">Why.</param>
/// <param name="pythonName">Python's name of the exception that it would be there.</param>
internal sealed class TunnelRefusedException(string message, string pythonName = "OSError") : IOException(message)
{
    /// <summary>The exception as Python shows it.</summary>
    internal string Shown => $"{pythonName}('{Message}')";
}
