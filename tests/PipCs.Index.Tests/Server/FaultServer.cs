using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace PipCs.Index.Tests.Server;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers, int Number)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>An answer, and what is wrong with it.</summary>
internal sealed record Reply(int Status = 200, byte[]? Body = null)
{
    public List<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Closes the connection after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The length that the head tells, where it is not the body's.</summary>
    public int? AnnouncedLength { get; init; }

    /// <summary>How long it waits before the head.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How long it waits before each tenth of the body.</summary>
    public TimeSpan Drip { get; init; }

    /// <summary>How long it waits, with the connection open, after what it sends of the body.</summary>
    public TimeSpan Stall { get; init; }

    /// <summary>Resets the connection (RST) where it would close it.</summary>
    public bool Reset { get; init; }

    /// <summary>Closes the connection instead of answering.</summary>
    public bool Hangup { get; init; }

    public static Reply Text(string contentType, string body, params (string, string)[] headers)
        => new(200, Encoding.UTF8.GetBytes(body)) { Headers = [("Content-Type", contentType), .. headers] };

    public static Reply Json(string body, params (string, string)[] headers) => Text("application/vnd.pypi.simple.v1+json", body, headers);
}

/// <summary>An HTTP/1.1 server on loopback that does exactly what a test says, byte for byte; over TLS too where it has a certificate.</summary>
internal sealed class FaultServer : LoopbackServer
{
    private readonly Func<Request, Reply> _answer;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private int _connections;

    public FaultServer(Func<Request, Reply> answer, SslServerAuthenticationOptions? tls = null)
    {
        _answer = answer;
        _tls = tls;
    }

    public string Url => $"{(_tls is null ? "http" : "https")}://127.0.0.1:{Port}";

    public int Connections => _connections;

    public ConcurrentQueue<Request> Requests { get; } = [];

    protected override async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Interlocked.Increment(ref _connections);
                await using var stream = await SecureAsync(client);
                using var reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
                while (await reader.ReadLineAsync(Stopped) is { Length: > 0 } line)
                {
                    var parts = line.Split(' ');
                    var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                    while (await reader.ReadLineAsync(Stopped) is { Length: > 0 } header)
                    {
                        var colon = header.IndexOf(':');
                        headers[header[..colon]] = header[(colon + 1)..].Trim();
                    }

                    var request = new Request(parts[0], parts[1], headers, _counts.AddOrUpdate(parts[1], 1, (_, count) => count + 1));
                    Requests.Enqueue(request);
                    var reply = _answer(request);
                    if (!await WriteAsync(stream, request, reply))
                    {
                        client.LingerState = new LingerOption(reply.Reset, 0);
                        if (reply.Reset)
                        {
                            client.Client.Close();
                        }

                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or AuthenticationException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    /// <summary>TLS where the client begins it: one port speaks both.</summary>
    private async Task<Stream> SecureAsync(TcpClient client)
    {
        const byte HandshakeRecord = 22;
        var first = new byte[1];
        if (_tls is null || await client.Client.ReceiveAsync(first, SocketFlags.Peek, Stopped) == 0 || first[0] != HandshakeRecord)
        {
            return client.GetStream();
        }

        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(_tls, Stopped);
        return secure;
    }

    private async Task<bool> WriteAsync(Stream stream, Request request, Reply reply)
    {
        await Task.Delay(reply.Delay, Stopped);
        if (reply.Hangup)
        {
            return false;
        }

        var body = reply.Body ?? [];
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {Reason(reply.Status)}\r\n"));
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (reply.Status != 304)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.AnnouncedLength ?? body.Length}\r\n");
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "\r\n"), Stopped);
        if (request.Method == "HEAD")
        {
            return true;
        }

        var sent = Math.Min(reply.CutAfter ?? body.Length, body.Length);
        var step = reply.Drip == default ? sent : Math.Max(1, (sent + 9) / 10);
        for (var at = 0; at < sent; at += step)
        {
            await Task.Delay(reply.Drip, Stopped);
            await stream.WriteAsync(body.AsMemory(at, Math.Min(step, sent - at)), Stopped);
        }

        await Task.Delay(reply.Stall, Stopped);
        return reply.CutAfter is null && !reply.Reset && (reply.AnnouncedLength ?? body.Length) == body.Length;
    }

    private static string Reason(int status) => status switch { 200 => "OK", 206 => "Partial Content", 404 => "Not Found", 500 => "Internal Server Error", _ => "Status" };
}
