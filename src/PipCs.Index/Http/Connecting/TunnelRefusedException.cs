namespace PipCs.Index.Http.Connecting;

/// <summary>A proxy makes no tunnel; the message says why in Python's words.</summary>
internal sealed class TunnelRefusedException(string message) : IOException(message);
