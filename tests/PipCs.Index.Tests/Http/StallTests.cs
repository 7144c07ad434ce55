using System.Net;
using System.Net.Sockets;
using System.Text;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>Servers that are slow, stop in the middle, or send another length than they told.</summary>
public sealed class StallTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.5);

    [Fact]
    public async Task Handshake_that_does_not_go_on_times_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = $"https://127.0.0.1:{port}/simple", Timeout = Short, Retries = 1 }));
        Assert.InRange(watch.Elapsed, Short * 2, Short * 2 + TimeSpan.FromSeconds(4));
        Assert.Equal(
            $"Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPSConnectionPool(host='127.0.0.1', port={port}): Read timed out. (read timeout=0.5)\")': /simple/foo/",
            Assert.Single(fixture.Reports.Warnings));
    }

    [Fact]
    public async Task Connection_that_does_not_come_times_out()
    {
        // A full queue of connections that nobody takes: the system lets further ones wait.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var waiting = new List<Socket>();
        for (var i = 0; i < 4; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(client);
            _ = client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port)).ContinueWith(ended => ended.Exception, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await Task.Delay(100, TestContext.Current.CancellationToken);
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = $"http://127.0.0.1:{port}/simple", Timeout = Short, Retries = 1 }));
        Assert.Equal(
            $"Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ConnectTimeoutError(<HTTPConnection(host='127.0.0.1', port={port}) at 0x0>, 'Connection to 127.0.0.1 timed out. (connect timeout=0.5)')': /simple/foo/",
            Assert.Single(fixture.Reports.Warnings));
        waiting.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Drip_is_read_to_its_end_where_no_pause_is_as_long_as_the_timeout()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json) with { Drip = Short / 4 });
        Assert.NotNull(await fixture.PageAsync(options => options with { Timeout = Short, Retries = 0 }));
        Assert.Empty(fixture.Reports.Warnings);
    }

    [Fact]
    public async Task Nothing_times_out_without_a_timeout()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json) with { Delay = Short });
        Assert.NotNull(await fixture.PageAsync(options => options with { Timeout = Timeout.InfiniteTimeSpan, Retries = 0 }));
    }

    [Fact]
    public async Task Body_that_stops_times_out_and_is_tried_again()
    {
        await using var fixture = new IndexFixture(request => request.Number > 1 ? Reply.Json(Json) : Reply.Json(Json) with { CutAfter = 10, Stall = TimeSpan.FromSeconds(20) });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(await fixture.PageAsync(options => options with { Timeout = Short }));
        Assert.InRange(watch.Elapsed, Short, Short + TimeSpan.FromSeconds(1.4));
        Assert.Contains("Read timed out. (read timeout=0.5)", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_stops_is_resumed_where_it_stopped()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000)));
        await using var fixture = new IndexFixture(request => request["Range"] is null
            ? new Reply(200, bytes) { Headers = [("ETag", "\"e\"")], CutAfter = 6000, Stall = TimeSpan.FromSeconds(20) }
            : new Reply(206, bytes[6000..]) { Headers = [("ETag", "\"e\""), ("Content-Range", $"bytes 6000-{bytes.Length - 1}/{bytes.Length}")] });
        Assert.Equal(bytes, await ReadAsync(fixture, Short));
        Assert.Equal(["bytes=6000-", "\"e\""], [fixture.Server.Requests.Last()["Range"], fixture.Server.Requests.Last()["If-Range"]]);
        Assert.Equal(["Connection interrupted while downloading.", $"Attempting to resume incomplete download (6.0 kB/{bytes.Length / 1000} kB, attempt 1)"], fixture.Reports.Warnings);
    }

    [Fact]
    public async Task File_that_is_reset_is_resumed()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000)));
        await using var fixture = new IndexFixture(request => request["Range"] is null
            ? new Reply(200, bytes) { CutAfter = 6000, Reset = true, Stall = TimeSpan.FromMilliseconds(50) }
            : new Reply(206, bytes[int.Parse(request["Range"]![6..^1], System.Globalization.CultureInfo.InvariantCulture)..]));
        Assert.Equal(bytes, await ReadAsync(fixture, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task File_that_changed_before_it_could_be_resumed_is_an_error_and_no_mixture()
    {
        var bytes = new byte[9000];
        await using var fixture = new IndexFixture(request => request["Range"] is null
            ? new Reply(200, bytes) { Headers = [("ETag", "\"old\"")], CutAfter = 6000 }
            : new Reply(200, new byte[9500]) { Headers = [("ETag", "\"new\"")] });
        var error = await Assert.ThrowsAsync<UserErrorException>(() => ReadAsync(fixture, TimeSpan.FromSeconds(5)));
        Assert.Contains("not enough bytes were received", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_a_server_does_not_resume_is_asked_for_whole()
    {
        foreach (var refusal in (Reply[])[new(206, new byte[4000]) { Headers = [("Content-Range", "bytes 5000-8999/9000")] }, new(403), new(416)])
        {
            await using var fixture = new IndexFixture(request => request["Range"] is not null ? refusal : new Reply(200, new byte[9000]) { CutAfter = request.Number == 1 ? 6000 : null });
            Assert.Equal(9000, (await ReadAsync(fixture, TimeSpan.FromSeconds(5))).Length);
            Assert.Equal(3, fixture.Server.Requests.Count);
        }
    }

    [Fact]
    public async Task Page_shorter_than_told_is_tried_again_and_then_an_error()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json) with { AnnouncedLength = 5000 });
        await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync(options => options with { Retries = 1 }));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Page_longer_than_told_is_what_was_told()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json + "            ") with { AnnouncedLength = Json.Length });
        Assert.NotNull(await fixture.PageAsync());
        Assert.NotNull(await fixture.Open().GetPageAsync(Standards.Names.ProjectName.Normalize("bar"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Content-Length", "-1")]
    [InlineData("Content-Length", "many")]
    [InlineData("Transfer-Encoding", "chunked")]
    public async Task Page_whose_length_is_nonsense_is_not_kept(string name, string value)
    {
        var headers = new List<(string, string)> { ("Content-Type", "application/vnd.pypi.simple.v1+json"), ("Cache-Control", "max-age=600") };
        await using var fixture = new IndexFixture(request => new Reply(200, Encoding.ASCII.GetBytes(Json)) { Headers = request.Number > 1 ? headers : [.. headers, (name, value)] });
        try
        {
            Assert.Null(await fixture.PageAsync(options => options with { Retries = 0, Timeout = Short }));
        }
        catch (UserErrorException error)
        {
            Assert.Contains("Connection broken", error.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(await fixture.PageAsync());
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Connection_that_is_reset_before_the_answer_is_tried_again()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? new Reply { Hangup = true, Reset = true } : Reply.Json(Json));
        Assert.NotNull(await fixture.PageAsync());
        Assert.EndsWith("after connection broken by 'ConnectionResetError(104, 'Connection reset by peer')': /simple/foo/", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(IndexFixture fixture, TimeSpan timeout)
    {
        using var buffer = new MemoryStream();
        await using var stream = await fixture.Open(options => options with { Timeout = timeout }).OpenFileAsync(fixture.Server.Url + "/foo.whl", TestContext.Current.CancellationToken);
        await stream.CopyToAsync(buffer, TestContext.Current.CancellationToken);
        return buffer.ToArray();
    }
}
