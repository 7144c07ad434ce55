using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PipCs.Index.Tests.Server;

/// <summary>A SOCKS proxy on loopback: version 5 (RFC 1928) with or without a login (RFC 1929), version 4, and 4a with names.</summary>
internal sealed class SocksProxy : LoopbackServer
{
    private const byte Granted4 = 90;
    private const byte Rejected4 = 91;

    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>As <c>user:password</c>, without which nobody gets through; null for everyone.</summary>
    public string? Login { get; init; }

    /// <summary>Where each connection really leads, whatever its client asked for; null to where it asked.</summary>
    public int? Destination { get; init; }

    /// <summary>What a version 5 request is answered with: 0 where it is granted, 2 where it is not allowed, 5 where the server refuses.</summary>
    public byte Answer { get; init; }

    /// <summary>Says nothing at all.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What was asked for, as <c>version host:port</c>, with <c>name</c> before a host that is one.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The logins that came, as <c>user:password</c>.</summary>
    public ConcurrentQueue<string> Logins { get; } = [];

    protected override async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                if (IsSilent)
                {
                    await Task.Delay(Timeout.Infinite, Stopped);
                }

                var version = (await ReadAsync(stream, 1))[0];
                if ((version == 5 ? await Serve5Async(stream) : await Serve4Async(stream)) is { } port)
                {
                    using var server = new TcpClient();
                    await server.ConnectAsync(IPAddress.Loopback, Destination ?? port, Stopped);
                    await using var other = server.GetStream();
                    await Task.WhenAny(stream.CopyToAsync(other, Stopped), other.CopyToAsync(stream, Stopped));
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of both went away, or the test is over.
            }
        }
    }

    private async Task<int?> Serve5Async(NetworkStream stream)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        var method = Login is null ? (byte)0 : methods.Contains((byte)2) ? (byte)2 : (byte)0xFF;
        await stream.WriteAsync(new byte[] { 5, method }, Stopped);
        if (method == 0xFF)
        {
            return null;
        }

        if (method == 2)
        {
            await ReadAsync(stream, 1);
            var login = await ReadTextAsync(stream) + ":" + await ReadTextAsync(stream);
            Logins.Enqueue(login);
            await stream.WriteAsync(new byte[] { 1, (byte)(login == Login ? 0 : 1) }, Stopped);
            if (login != Login)
            {
                return null;
            }
        }

        var request = await ReadAsync(stream, 4);
        var host = request[3] switch
        {
            1 => new IPAddress(await ReadAsync(stream, 4)).ToString(),
            4 => new IPAddress(await ReadAsync(stream, 16)).ToString(),
            _ => "name " + await ReadTextAsync(stream),
        };
        var port = PortOf(await ReadAsync(stream, 2));
        Requests.Enqueue(string.Create(CultureInfo.InvariantCulture, $"5 {host}:{port}"));
        await stream.WriteAsync(new byte[] { 5, Answer, 0, 1, 0, 0, 0, 0, 0, 0 }, Stopped);
        return Answer == 0 ? port : null;
    }

    private async Task<int?> Serve4Async(NetworkStream stream)
    {
        await ReadAsync(stream, 1);
        var port = PortOf(await ReadAsync(stream, 2));
        var address = await ReadAsync(stream, 4);
        var user = await ReadToZeroAsync(stream);
        var host = address is [0, 0, 0, not 0] ? "name " + await ReadToZeroAsync(stream) : new IPAddress(address).ToString();
        Requests.Enqueue(string.Create(CultureInfo.InvariantCulture, $"4 {host}:{port}"));
        Logins.Enqueue(user + ":");
        var isGranted = Answer == 0 && (Login is null || Login == user + ":");
        await stream.WriteAsync(new byte[] { 0, isGranted ? Granted4 : Rejected4, 0, 0, 0, 0, 0, 0 }, Stopped);
        return isGranted ? port : null;
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, Stopped);
        return bytes;
    }

    private async Task<string> ReadTextAsync(NetworkStream stream) => Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));

    private async Task<string> ReadToZeroAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        while ((await ReadAsync(stream, 1))[0] is not 0 and var one)
        {
            text.Append((char)one);
        }

        return text.ToString();
    }

    private static int PortOf(byte[] bytes) => (bytes[0] << 8) | bytes[1];
}
