using System.Net;
using System.Net.Sockets;
using System.Text;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http.Connecting;

/// <summary>
/// Asks a SOCKS proxy for a connection: version 5 (RFC 1928, with the login of the proxy's URL: RFC 1929), 4, and 4a. As in pip, names are resolved here for <c>socks5</c>
/// and <c>socks4</c>, and by the proxy for <c>socks5h</c> and <c>socks4a</c>. .NET always lets a proxy of version 5 resolve them.
/// </summary>
internal static class SocksTunnel
{
    private const int DefaultPort = 1080;
    private const byte Connect = 1;

    /// <summary>The port of a proxy's URL.</summary>
    internal static int PortOf(Uri proxy) => proxy.Port > 0 ? proxy.Port : DefaultPort;

    /// <summary>Makes a connection to a proxy one to a server.</summary>
    /// <param name="stream">The connection; disposed where it fails.</param>
    /// <param name="proxy">The proxy's URL.</param>
    /// <param name="server">Where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SocksRefusedException">The proxy does not make one.</exception>
    /// <exception cref="SocketException">The server's name cannot be resolved.</exception>
    internal static async Task<Stream> OpenAsync(Stream stream, Uri proxy, DnsEndPoint server, CancellationToken cancellationToken)
    {
        try
        {
            _ = LinkUrl.TrySplitCredentials(proxy.OriginalString, out _, out var user, out var password);
            if (proxy.Scheme.StartsWith("socks5", StringComparison.Ordinal))
            {
                await LogInAsync(stream, user, password, cancellationToken).ConfigureAwait(false);
                await Ask5Async(stream, await ResolveAsync(server.Host, proxy.Scheme == "socks5", AddressFamily.Unspecified, cancellationToken).ConfigureAwait(false), server, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await Ask4Async(stream, await ResolveAsync(server.Host, proxy.Scheme == "socks4", AddressFamily.InterNetwork, cancellationToken).ConfigureAwait(false), server, user, cancellationToken).ConfigureAwait(false);
            }

            return stream;
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (exception is EndOfStreamException)
            {
                throw new SocksRefusedException("Connection closed unexpectedly");
            }

            throw;
        }
    }

    /// <summary>The server's address; null for a name that the proxy resolves.</summary>
    private static async Task<IPAddress?> ResolveAsync(string host, bool isHere, AddressFamily family, CancellationToken cancellationToken)
        => IPAddress.TryParse(host, out var address) ? address
            : !isHere ? null
            : (await Dns.GetHostAddressesAsync(host, family, cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound);

    private static async Task LogInAsync(Stream stream, string user, string? password, CancellationToken cancellationToken)
    {
        const byte None = 0;
        const byte Login = 2;
        byte[] offer = user.Length > 0 && password is { Length: > 0 } ? [5, 2, None, Login] : [5, 1, None];
        var choice = await ExchangeAsync(stream, offer, 2, cancellationToken).ConfigureAwait(false);
        if (choice is [5, Login] && offer.Length == 4)
        {
            var answer = await ExchangeAsync(stream, [1, .. Text(user), .. Text(password!)], 2, cancellationToken).ConfigureAwait(false);
            if (answer[1] != 0)
            {
                throw new SocksRefusedException("SOCKS5 authentication failed");
            }
        }
        else if (choice is not [5, None])
        {
            throw new SocksRefusedException(choice is [5, 0xFF] ? "All offered SOCKS5 authentication methods were rejected" : "SOCKS5 proxy server sent invalid data");
        }
    }

    private static async Task Ask5Async(Stream stream, IPAddress? address, DnsEndPoint server, CancellationToken cancellationToken)
    {
        const byte Version4 = 1;
        const byte Name = 3;
        const byte Version6 = 4;
        byte[] target = address is null ? [Name, .. Text(server.Host)] : [address.AddressFamily == AddressFamily.InterNetwork ? Version4 : Version6, .. address.GetAddressBytes()];
        var answer = await ExchangeAsync(stream, [5, Connect, 0, .. target, .. Port(server)], 5, cancellationToken).ConfigureAwait(false);
        if (answer[0] != 5)
        {
            throw new SocksRefusedException("SOCKS5 proxy server sent invalid data");
        }

        if (answer[1] != 0)
        {
            throw new SocksRefusedException($"0x{answer[1]:x2}: " + answer[1] switch
            {
                1 => "General SOCKS server failure",
                2 => "Connection not allowed by ruleset",
                3 => "Network unreachable",
                4 => "Host unreachable",
                5 => "Connection refused",
                6 => "TTL expired",
                7 => "Command not supported, or protocol error",
                8 => "Address type not supported",
                _ => "Unknown error",
            });
        }

        // The rest is the address that the proxy uses (one byte of it was read already) and its port. It is skipped.
        var rest = answer[3] switch { Version4 => 4, Version6 => 16, Name => 1 + answer[4], _ => throw new SocksRefusedException("SOCKS5 proxy server sent invalid data") } - 1 + 2;
        await stream.ReadExactlyAsync(new byte[rest], cancellationToken).ConfigureAwait(false);
    }

    private static async Task Ask4Async(Stream stream, IPAddress? address, DnsEndPoint server, string user, CancellationToken cancellationToken)
    {
        if (address is { AddressFamily: not AddressFamily.InterNetwork })
        {
            throw new SocksRefusedException("SOCKS4 does not support IPv6");
        }

        byte[] target = address?.GetAddressBytes() ?? [0, 0, 0, 1];
        byte[] name = address is null ? [.. Encoding.UTF8.GetBytes(server.Host), 0] : [];
        var answer = await ExchangeAsync(stream, [4, Connect, .. Port(server), .. target, .. Encoding.UTF8.GetBytes(user), 0, .. name], 8, cancellationToken).ConfigureAwait(false);
        if (answer is not [0, 0x5A, ..])
        {
            throw new SocksRefusedException(answer[0] != 0 ? "SOCKS4 proxy server sent invalid data" : $"0x{answer[1]:x2}: " + answer[1] switch
            {
                0x5B => "Request rejected or failed",
                0x5C => "Request rejected because SOCKS server cannot connect to identd on the client",
                0x5D => "Request rejected because the client program and identd report different user-ids",
                _ => "Unknown error",
            });
        }
    }

    private static async Task<byte[]> ExchangeAsync(Stream stream, byte[] request, int length, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    /// <summary>A text behind its length, which is one byte.</summary>
    private static byte[] Text(string text)
        => Encoding.UTF8.GetBytes(text) is { Length: <= byte.MaxValue } bytes ? [(byte)bytes.Length, .. bytes] : throw new SocksRefusedException("a name, user name or password is longer than SOCKS5 allows");

    private static byte[] Port(DnsEndPoint server) => [(byte)(server.Port >> 8), (byte)server.Port];
}
