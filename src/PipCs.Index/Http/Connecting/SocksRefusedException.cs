namespace PipCs.Index.Http.Connecting;

/// <summary>A SOCKS proxy refuses a connection; the message is the reason in PySocks' words.</summary>
internal sealed class SocksRefusedException(string message) : IOException(message);
