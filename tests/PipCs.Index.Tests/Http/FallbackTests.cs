using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Names;

namespace PipCs.Index.Tests.Http;

/// <summary>What makes requests faster, and which pip does not do, may fail without failing them; and a server that is not there is looked for once.</summary>
public sealed class FallbackTests : IDisposable
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    private readonly TestAuthority _root = new("CN=Root, O=pip-cs tests");
    private readonly string _bundle = Path.GetTempFileName();

    public FallbackTests() => File.WriteAllText(_bundle, _root.Pem);

    public void Dispose()
    {
        _root.Dispose();
        File.Delete(_bundle);
    }

    [Fact]
    public async Task Http2_that_breaks_is_followed_by_http1()
    {
        // A server that agrees to HTTP/2 and then cannot speak it.
        var tls = _root.Server();
        tls.ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        await using var fixture = new IndexFixture(request => request.Method == "PRI" ? new Reply { Hangup = true } : Reply.Json(Json), tls);
        Assert.NotNull(await fixture.PageAsync(options => options with { CertificateBundle = _bundle, Retries = 0 }));
        Assert.Empty(fixture.Reports.Warnings);
    }

    [Fact]
    public async Task Compressed_page_that_breaks_is_asked_for_as_it_is()
    {
        await using var fixture = new IndexFixture(
            request => request["Accept-Encoding"] == "identity" ? Reply.Json(Json) : Reply.Json("no gzip at all", ("Content-Encoding", "gzip")), _root.Server());
        Assert.NotNull(await fixture.PageAsync(options => options with { CertificateBundle = _bundle, Retries = 0 }));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public async Task Unreachable_index_is_told_once_beside_others_and_given_up(int retries, int retriesTold)
    {
        var port = ClosedPort();
        await using var fixture = new IndexFixture(request => Reply.Json($$"""{"files":[{"url":"{{request.Path.Split('/')[2]}}-1.0.tar.gz"}]}"""));
        var index = fixture.Open(options => options with { ExtraIndexUrls = [$"http://127.0.0.1:{port}/simple"], Retries = retries });
        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => index.GetPageAsync(ProjectName.Normalize($"p{i}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.All(pages, page => Assert.Equal(1, page!.FileCount));
        Assert.NotNull(await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.Contains($"http://127.0.0.1:{port}/simple/foo/", index.FailureOf(IndexFixture.Foo), StringComparison.Ordinal);
        Assert.Single(fixture.Reports.Warnings, report => report.Contains($"http://127.0.0.1:{port} cannot be reached ([Errno 111] Connection refused): going on without", StringComparison.Ordinal));
        Assert.Equal(retriesTold, fixture.Reports.Warnings.Count(report => report.Contains("Retrying", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Unreachable_index_alone_is_retried_once_for_all_projects()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var index = fixture.Open(options => options with { IndexUrl = $"http://127.0.0.1:{ClosedPort()}/simple", Retries = 2 });
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => index.GetPageAsync(ProjectName.Normalize($"p{i}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(2, fixture.Reports.All.Count(report => report.Contains("Retrying", StringComparison.Ordinal)));
    }

    private static int ClosedPort()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        return ((IPEndPoint)closed.LocalEndpoint).Port;
    }
}
