using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PipCs.EndToEnd.Harness;

/// <summary>A request as it came: method, path with query, headers in lower case, and how many came for this path before.</summary>
internal sealed record FaultRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, int Earlier)
{
    /// <summary>What was posted.</summary>
    public string Body { get; init; } = "";
}

/// <summary>An HTTP/1.1 server on a real socket that answers as it is told, well or badly: the answer is written by hand.</summary>
internal sealed class FaultServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<FaultRequest, Stream, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();

    public FaultServer(Func<FaultRequest, Stream, Task> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>The URL of the index that <see cref="Index"/> answers for.</summary>
    public string IndexUrl => Url + "/simple/";

    /// <summary>What was asked, as <c>METHOD path</c>, in the order of arrival.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>An answer for the pages and files of an index that holds these wheels.</summary>
    public static Func<FaultRequest, Stream, Task> Index(params WheelBuilder[] wheels) => IndexBelow("", wheels);

    /// <summary>The same below a path: pages in <c>{path}/simple/</c>, files in <c>{path}/files/</c>.</summary>
    public static Func<FaultRequest, Stream, Task> IndexBelow(string path, WheelBuilder[] wheels, string attributes = "")
    {
        var files = wheels.ToDictionary(wheel => wheel.FileName, wheel => wheel.Build(), StringComparer.Ordinal);
        return (request, stream) =>
        {
            var parts = request.Path[path.Length..].Trim('/').Split('/');
            if (parts is ["simple", var project])
            {
                var links = files.Where(file => file.Key.StartsWith(project.Replace('-', '_') + "-", StringComparison.Ordinal))
                    .Select(file => $"<a href=\"{path}/files/{file.Key}#sha256={WheelBuilder.Sha256(file.Value)}\"{attributes}>{file.Key}</a><br>")
                    .ToArray();
                return links.Length == 0
                    ? ReplyAsync(stream, "404 Not Found", "text/plain", "nothing here")
                    : ReplyAsync(stream, "200 OK", "text/html", "<!DOCTYPE html><html><body>" + string.Concat(links) + "</body></html>", "ETag: \"same\"\r\n");
            }

            return parts is ["files", var name] && files.TryGetValue(Uri.UnescapeDataString(name), out var bytes)
                ? ReplyAsync(stream, "200 OK", "application/octet-stream", bytes)
                : ReplyAsync(stream, "404 Not Found", "text/plain", "nothing here");
        };
    }

    /// <summary>The same with the metadata beside the wheels (PEP 658).</summary>
    public static Func<FaultRequest, Stream, Task> IndexWithMetadata(params WheelBuilder[] wheels)
    {
        var metadata = wheels.ToDictionary(wheel => $"/files/{wheel.FileName}.metadata", wheel => wheel.Metadata, StringComparer.Ordinal);
        var index = IndexBelow("", wheels, " data-core-metadata=\"true\"");
        return (request, stream) => metadata.TryGetValue(request.Path, out var text) ? ReplyAsync(stream, "200 OK", "text/plain", text) : index(request, stream);
    }

    public static Task ReplyAsync(Stream stream, string status, string type, string body, string headers = "")
        => ReplyAsync(stream, status, type, Encoding.UTF8.GetBytes(body), headers);

    public static async Task ReplyAsync(Stream stream, string status, string type, byte[] body, string headers = "", int? announced = null)
    {
        var head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {announced ?? body.Length}\r\nConnection: close\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _certificate?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate, false, false);
                    stream = secure;
                }

                await using (stream)
                {
                    if (await ReadRequestAsync(stream) is { } request)
                    {
                        _requests.Enqueue(request.Method + " " + request.Path);
                        await _answer(request, stream);
                    }
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
            {
                // The client went away, as it may.
            }
        }
    }

    private async Task<FaultRequest?> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[^1], StringComparer.Ordinal);
        var earlier = _counts.AddOrUpdate(first[1], 1, (_, count) => count + 1) - 1;
        var body = new byte[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new FaultRequest(first[0], first[1], headers, earlier) { Body = Encoding.UTF8.GetString(body) };
    }
}
