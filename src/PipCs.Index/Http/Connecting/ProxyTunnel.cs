using System.Net;
using System.Net.Security;
using System.Text;

namespace PipCs.Index.Http.Connecting;

/// <summary>
/// Asks a proxy for a tunnel (CONNECT, RFC 9110 9.3.6). As in pip, the login of the proxy's URL is sent from the start, because not every proxy
/// asks for it; .NET's own tunnels wait until they are asked. Thread-safe.
/// </summary>
internal sealed class ProxyTunnel(Func<Uri, SslClientAuthenticationOptions> trust)
{
    private const int LongestHead = 64 * 1024;

    /// <summary>Makes a connection to a proxy one to a server.</summary>
    /// <param name="stream">The connection; disposed where it fails.</param>
    /// <param name="proxy">The proxy's URL.</param>
    /// <param name="server">Where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TunnelRefusedException">The proxy does not make one.</exception>
    internal async Task<Stream> OpenAsync(Stream stream, Uri proxy, DnsEndPoint server, CancellationToken cancellationToken)
    {
        try
        {
            if (proxy.Scheme == Uri.UriSchemeHttps)
            {
                var secure = new SslStream(stream);
                stream = secure;
                var options = trust(proxy);
                options.TargetHost = proxy.IdnHost;
                await secure.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(proxy, server)), cancellationToken).ConfigureAwait(false);
            var status = await ReadStatusAsync(stream, cancellationToken).ConfigureAwait(false);
            return status.StartsWith('2') ? stream : throw new TunnelRefusedException($"Tunnel connection failed: {status}");
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string Head(Uri proxy, DnsEndPoint server)
    {
        var host = server.Host.Contains(':', StringComparison.Ordinal) && server.Host[0] != '[' ? $"[{server.Host}]" : server.Host;
        var login = ProxyChoice.LoginOf(proxy) is { } header ? $"Proxy-Authorization: {header}\r\n" : "";
        return $"CONNECT {host}:{server.Port} HTTP/1.1\r\nHost: {host}:{server.Port}\r\n{login}\r\n";
    }

    /// <summary>Reads the head of the answer and gives the status after the protocol's version. It cannot read too far: with TLS the client speaks first, so nothing follows the head.</summary>
    private static async Task<string> ReadStatusAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestHead];
        for (var length = 0; length < buffer.Length;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                var line = Encoding.Latin1.GetString(buffer, 0, buffer.AsSpan().IndexOf((byte)'\r'));
                return line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Length > 9 ? line[9..].Trim() : throw new TunnelRefusedException("the proxy does not speak HTTP");
            }

            if (count == 0)
            {
                break;
            }
        }

        throw new TunnelRefusedException("Remote end closed connection without response", "RemoteDisconnected");
    }
}
