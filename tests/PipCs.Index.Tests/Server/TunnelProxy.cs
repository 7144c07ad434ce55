using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace PipCs.Index.Tests.Server;

/// <summary>A proxy on loopback that makes tunnels (CONNECT, RFC 9110 9.3.6), to whom it lets through; over TLS where it has a certificate.</summary>
internal sealed class TunnelProxy : LoopbackServer
{
    private readonly SslServerAuthenticationOptions? _tls;

    public TunnelProxy(SslServerAuthenticationOptions? tls = null)
    {
        _tls = tls;
    }

    public string Authority => $"127.0.0.1:{Port}";

    public string Url => $"{(_tls is null ? "http" : "https")}://{Authority}";

    /// <summary>The value of Proxy-Authorization without which nobody gets through; null for everyone.</summary>
    public string? Login { get; init; }

    /// <summary>What it says to all, instead of making a tunnel: a status line's end such as <c>403 Forbidden</c>.</summary>
    public string? Refusal { get; init; }

    /// <summary>Says nothing at all.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Closes the connection once it is asked.</summary>
    public bool Closes { get; init; }

    /// <summary>Where each tunnel really leads, whatever its client asked for; null to where it asked.</summary>
    public int? Destination { get; init; }

    /// <summary>Whether it says how to log in when it refuses (Proxy-Authenticate).</summary>
    public bool Challenges { get; init; } = true;

    public ConcurrentQueue<Request> Requests { get; } = [];

    protected override async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_tls is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_tls, Stopped);
                    stream = secure;
                }

                await using (stream)
                {
                    await TunnelAsync(stream);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or AuthenticationException or ObjectDisposedException)
            {
                // One of both went away, or the test is over.
            }
        }
    }

    private async Task TunnelAsync(Stream stream)
    {
        if (await ReadAsync(stream) is not { } request)
        {
            return;
        }

        Requests.Enqueue(request);
        if (Closes)
        {
            return;
        }

        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, Stopped);
        }

        var refusal = Refusal ?? (Login is not null && request["Proxy-Authorization"] != Login ? "407 Proxy Authentication Required" : null);
        if (refusal is not null)
        {
            var challenge = Challenges && refusal[0..3] == "407" ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {refusal}\r\n{challenge}Content-Length: 0\r\nConnection: close\r\n\r\n"), Stopped);
            return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, Destination ?? int.Parse(request.Path[(request.Path.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture), Stopped);
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), Stopped);
        await using var other = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(other, Stopped), other.CopyToAsync(stream, Stopped));
    }

    /// <summary>Reads byte by byte: what follows the head is the tunnel's.</summary>
    private async Task<Request?> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, Stopped) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.OrdinalIgnoreCase);
        return new Request(first[0], first[1], headers, Requests.Count + 1);
    }
}
