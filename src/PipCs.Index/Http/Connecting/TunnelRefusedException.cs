namespace PipCs.Index.Http.Connecting;

/// <summary>A proxy refuses a tunnel; the message is the reason in Python's words.</summary>
/// <param name="message">The reason.</param>
/// <param name="pythonName">The name of the exception that Python would raise.</param>
internal sealed class TunnelRefusedException(string message, string pythonName = "OSError") : IOException(message)
{
    /// <summary>The exception as Python shows it.</summary>
    internal string Shown => $"{pythonName}('{Message}')";
}
