namespace PipCs.Index.Http.Connecting;

/// <summary>A SOCKS proxy makes no connection; the message says why in PySocks' words.</summary>
internal sealed class SocksRefusedException(string message) : IOException(message);
