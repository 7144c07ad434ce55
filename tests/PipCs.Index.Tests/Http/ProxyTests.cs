using System.Text;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>Proxies on real sockets: tunnels with TLS through them, logins, and who goes around them.</summary>
public sealed class ProxyTests : ThroughProxies
{
    private static readonly string Login = Basic("us er:s3cr@t");

    [Fact]
    public async Task Tunnel_carries_tls_to_the_server()
    {
        await using var proxy = new TunnelProxy();
        await using var fixture = Fixture();
        Assert.NotNull(await fixture.PageAsync(options => Through(options, proxy.Url)));
        var request = Assert.Single(proxy.Requests);
        Assert.Equal(("CONNECT", $"127.0.0.1:{fixture.Server.Port}"), (request.Method, request.Path));
        Assert.Null(request["Proxy-Authorization"]);
        Assert.Null(fixture.Server.Requests.Single()["Proxy-Authorization"]);
    }

    [Fact]
    public async Task Tunnel_names_are_the_proxys_to_resolve_and_the_certificate_is_the_servers()
    {
        await using var fixture = Fixture();
        await using var proxy = new TunnelProxy { Destination = fixture.Server.Port };
        Assert.Null(await fixture.PageAsync(options => Through(options, proxy.Url) with { IndexUrl = "https://index.invalid/simple" }));
        Assert.Equal("index.invalid:443", proxy.Requests.Single().Path);
        Assert.Contains(fixture.Reports.All, report => report.Contains("Hostname mismatch, certificate is not valid for 'index.invalid'.", StringComparison.Ordinal));
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task Tunnel_through_a_proxy_that_speaks_tls()
    {
        await using var proxy = TlsProxy();
        await using var fixture = Fixture();
        Assert.NotNull(await fixture.PageAsync(options => Through(options, proxy.Url)));
        Assert.Single(proxy.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tunnel_login_of_the_proxys_url_is_sent_unasked_and_to_nobody_else(bool challenges)
    {
        await using var proxy = new TunnelProxy { Login = Login, Challenges = challenges };
        await using var fixture = Fixture();
        Assert.NotNull(await fixture.PageAsync(options => Through(options, $"http://us%20er:s3cr%40t@{proxy.Authority}")));
        Assert.Equal(Login, Assert.Single(proxy.Requests)["Proxy-Authorization"]);
        var request = fixture.Server.Requests.Single();
        Assert.Null(request["Proxy-Authorization"]);
        Assert.Null(request["Authorization"]);
        Unseen(fixture);
    }

    [Theory]
    [InlineData("us%20er:wrong@")]
    [InlineData("")]
    public async Task Tunnel_wrong_login_or_none_is_pips_failure_and_not_shown(string login)
    {
        await using var proxy = new TunnelProxy { Login = Login };
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, $"http://{login}{proxy.Authority}") with { Retries = 1 }));
        Assert.Empty(fixture.Server.Requests);
        Assert.Equal(
            "Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'OSError('Tunnel connection failed: 407 Proxy Authentication Required')': /simple/foo/",
            Assert.Single(fixture.Reports.Warnings));
        Assert.DoesNotContain("wrong", string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tunnel_that_is_refused_for_a_file_is_pips_error()
    {
        await using var proxy = new TunnelProxy { Refusal = "403 Forbidden" };
        await using var fixture = Fixture();
        var index = fixture.Open(options => Through(options, $"http://us%20er:s3cr%40t@{proxy.Authority}"));
        var error = await Assert.ThrowsAsync<Diagnostics.UserErrorException>(() => index.OpenFileAsync(fixture.Server.Url + "/foo.whl", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal($"Failed to connect to proxy http://us%20er:****@{proxy.Authority} while fetching {fixture.Server.Url}/foo.whl", error.Message);
        Assert.Equal("('Unable to connect to proxy', OSError('Tunnel connection failed: 403 Forbidden'))", error.Context);
        Unseen(fixture);
    }

    [Fact]
    public async Task Tunnel_proxy_that_says_nothing_times_out()
    {
        await using var proxy = new TunnelProxy { IsSilent = true };
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, proxy.Url) with { Timeout = TimeSpan.FromSeconds(0.3), Retries = 1 }));
        Assert.Equal(2, proxy.Requests.Count);
        Assert.Contains($"ReadTimeoutError(\"HTTPSConnectionPool(host='127.0.0.1', port={fixture.Server.Port}): Read timed out. (read timeout=0.3)\")", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tunnel_that_the_proxy_closes_is_pips_failure()
    {
        await using var proxy = new TunnelProxy { Closes = true };
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, proxy.Url) with { Retries = 1 }));
        Assert.Contains("broken by 'RemoteDisconnected('Remote end closed connection without response')': /simple/foo/", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_through_a_proxy_that_says_nothing_names_the_proxy()
    {
        await using var proxy = new TunnelProxy { IsSilent = true };
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        Assert.Null(await fixture.PageAsync(options => Elsewhere(options) with { Proxy = proxy.Url, Timeout = TimeSpan.FromSeconds(0.3), Retries = 1 }));
        var authority = proxy.Authority.Split(':');
        Assert.Contains($"ReadTimeoutError(\"HTTPConnectionPool(host='{authority[0]}', port={authority[1]}): Read timed out. (read timeout=0.3)\")", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_that_is_down_is_pips_failure()
    {
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, "http://127.0.0.1:9") with { Retries = 1 }));
        Assert.Contains("broken by 'NewConnectionError(\"HTTPSConnection(host='127.0.0.1', port=9): Failed to establish a new connection: [Errno 111] Connection refused\")': /simple/foo/", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task Plain_http_through_a_proxy_that_is_down_names_the_whole_url()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json("{}"));
        Assert.Null(await fixture.PageAsync(options => options with { Proxy = "http://127.0.0.1:9", Retries = 1 }));
        Assert.EndsWith($": [Errno 111] Connection refused\")': {fixture.Server.Url}/simple/foo/", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_login_of_the_proxys_url_is_sent_unasked()
    {
        await using var fixture = new IndexFixture(request => request["Proxy-Authorization"] == Login ? Reply.Json(Json) : new Reply(407) { Headers = [("Proxy-Authenticate", "Basic")] });
        Assert.NotNull(await fixture.PageAsync(options => Elsewhere(options) with { Proxy = $"us%20er:s3cr%40t@127.0.0.1:{fixture.Server.Port}" }));
        Assert.Equal("http://example.invalid/simple/foo/", Assert.Single(fixture.Server.Requests).Path);
        Unseen(fixture);
    }

    [Theory]
    [InlineData("us%20er:wrong@")]
    [InlineData("")]
    public async Task Plain_http_wrong_login_or_none_ends_without_a_second_try(string login)
    {
        await using var fixture = new IndexFixture(request => request["Proxy-Authorization"] == Login ? Reply.Json(Json) : new Reply(407) { Headers = [("Proxy-Authenticate", "Basic")] });
        Assert.Null(await fixture.PageAsync(options => Elsewhere(options) with { Proxy = $"http://{login}127.0.0.1:{fixture.Server.Port}" }));
        Assert.Single(fixture.Server.Requests);
        Assert.DoesNotContain("wrong", string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_login_does_not_follow_a_redirect_around_the_proxy()
    {
        await using var other = new FaultServer(_ => Reply.Json(Json));
        await using var fixture = new IndexFixture(_ => new Reply(302) { Headers = [("Location", $"{other.Url}/simple/foo/")] });
        Assert.NotNull(await fixture.PageAsync(options => Elsewhere(options) with
        {
            Environment = name => name switch { "http_proxy" => $"http://us%20er:s3cr%40t@127.0.0.1:{fixture.Server.Port}", "no_proxy" => "127.0.0.1", _ => null },
        }));
        Assert.Equal(Login, fixture.Server.Requests.Single()["Proxy-Authorization"]);
        Assert.Null(other.Requests.Single()["Proxy-Authorization"]);
    }

    /// <summary>What curl, requests and pip take for the host 127.0.0.1 at this port or not.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("*", true)]
    [InlineData("a, *", false)]
    [InlineData("other.example, 127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.1:PORT", false)]
    [InlineData("127.0.0.1:1", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("127.0.0.2", false)]
    [InlineData("", false)]
    [InlineData(" , ", false)]
    public async Task No_proxy_of_addresses(string exceptions, bool isAround)
    {
        await using var proxy = new TunnelProxy();
        await using var fixture = Fixture();
        exceptions = exceptions.Replace("PORT", fixture.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.NotNull(await fixture.PageAsync(options => Trusting(options) with { Environment = name => name switch { "HTTPS_PROXY" => proxy.Url, "NO_PROXY" => exceptions, _ => null } }));
        Assert.Equal(isAround ? 0 : 1, proxy.Requests.Count);
    }

    [Theory]
    [InlineData("example.invalid", true)]
    [InlineData(".example.invalid", true)]
    [InlineData("EXAMPLE.invalid", true)]
    [InlineData("invalid", true)]
    [InlineData("ample.invalid", false)]
    [InlineData("example.invalid:80", false)]
    [InlineData("www.example.invalid", false)]
    public async Task No_proxy_of_names(string exceptions, bool isAround)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var page = await fixture.PageAsync(options => Elsewhere(options) with { Environment = name => name switch { "http_proxy" => fixture.Server.Url, "no_proxy" => exceptions, _ => null } });
        Assert.Equal(isAround, page is null);
        Assert.Equal(isAround ? 0 : 1, fixture.Server.Requests.Count);
    }

    private static string Basic(string login) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login));

    private static IndexOptions Elsewhere(IndexOptions options)
        => options with { IndexUrl = "http://example.invalid/simple", TrustedHosts = ["example.invalid"], Retries = 0 };
}
