using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>SOCKS proxies on real sockets, plain and with TLS through them.</summary>
public sealed class SocksProxyTests : ThroughProxies
{
    [Theory]
    [InlineData("socks5", true)]
    [InlineData("socks5", false)]
    [InlineData("socks5h", true)]
    [InlineData("SOCKS5H", false)]
    [InlineData("socks4", true)]
    [InlineData("socks4a", false)]
    public async Task Proxy_carries_requests_to_the_server(string scheme, bool isTls)
    {
        await using var proxy = new SocksProxy();
        await using var fixture = Fixture(isTls);
        Assert.NotNull(await fixture.PageAsync(options => Through(options, $"{scheme}://{proxy.Authority}")));
        Assert.Equal($"{(scheme.Contains('4', StringComparison.Ordinal) ? 4 : 5)} 127.0.0.1:{fixture.Server.Port}", Assert.Single(proxy.Requests));
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("socks5h", 5)]
    [InlineData("socks4a", 4)]
    public async Task Proxy_resolves_names_and_the_certificate_is_the_servers(string scheme, int version)
    {
        await using var fixture = Fixture();
        await using var proxy = new SocksProxy { Destination = fixture.Server.Port };
        Assert.Null(await fixture.PageAsync(options => Through(options, $"{scheme}://{proxy.Authority}") with { IndexUrl = "https://index.invalid/simple" }));
        Assert.Equal($"{version} name index.invalid:443", Assert.Single(proxy.Requests));
        Assert.Contains(fixture.Reports.All, report => report.Contains("Hostname mismatch, certificate is not valid for 'index.invalid'.", StringComparison.Ordinal));
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("socks5", "5 127.0.0.1:443", "5 ::1:443")]
    [InlineData("socks4", "4 127.0.0.1:443", "4 127.0.0.1:443")]
    public async Task Names_are_resolved_here_unless_they_are_the_proxys(string scheme, string asked, string orAsked)
    {
        await using var fixture = Fixture();
        await using var proxy = new SocksProxy { Destination = fixture.Server.Port };
        Assert.Null(await fixture.PageAsync(options => Through(options, $"{scheme}://{proxy.Authority}") with { IndexUrl = "https://localhost/simple" }));
        Assert.Contains(Assert.Single(proxy.Requests), new[] { asked, orAsked });
        Assert.Contains(fixture.Reports.All, report => report.Contains("Hostname mismatch, certificate is not valid for 'localhost'.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("socks4")]
    public async Task Name_that_cannot_be_resolved_here_is_not_asked_for(string scheme)
    {
        await using var fixture = Fixture();
        await using var proxy = new SocksProxy();
        Assert.Null(await fixture.PageAsync(options => Through(options, $"{scheme}://{proxy.Authority}") with { IndexUrl = "https://index.invalid/simple", Retries = 1 }));
        Assert.Empty(proxy.Requests);
        Assert.Contains("Name or service not known", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("socks5h")]
    public async Task Login_of_the_proxys_url_is_sent_to_it_and_to_nobody_else(string scheme)
    {
        await using var proxy = new SocksProxy { Login = "us er:s3cr@t" };
        await using var fixture = Fixture(isTls: false);
        Assert.NotNull(await fixture.PageAsync(options => Through(options, $"{scheme}://us%20er:s3cr%40t@{proxy.Authority}")));
        Assert.Equal(proxy.Login, Assert.Single(proxy.Logins));
        var request = Assert.Single(fixture.Server.Requests);
        Assert.Null(request["Proxy-Authorization"]);
        Assert.Null(request["Authorization"]);
        Unseen(fixture);
    }

    [Theory]
    [InlineData("socks5", "us%20er:s3cr%40t@", 0, "SOCKS5 authentication failed")]
    [InlineData("socks5h", "", 0, "All offered SOCKS5 authentication methods were rejected")]
    [InlineData("socks5", "right:s3cret@", 2, "0x02: Connection not allowed by ruleset")]
    [InlineData("socks4", "us%20er:s3cr%40t@", 0, "0x5b: Request rejected or failed")]
    public async Task Proxy_that_lets_nobody_through_is_pips_failure_and_shows_no_password(string scheme, string login, byte answer, string reason)
    {
        await using var proxy = new SocksProxy { Login = "right:s3cret", Answer = answer };
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, $"{scheme}://{login}{proxy.Authority}") with { Retries = 1 }));
        Assert.Contains(
            $"after connection broken by 'NewConnectionError(\"HTTPSConnection(host='127.0.0.1', port={fixture.Server.Port}): Failed to establish a new connection: {reason}\")'",
            Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
        Assert.Empty(fixture.Server.Requests);
        Unseen(fixture);
    }

    [Fact]
    public async Task Proxy_that_is_none_is_a_failure()
    {
        await using var other = new FaultServer(_ => Reply.Json(Json));
        await using var fixture = Fixture();
        Assert.Null(await fixture.PageAsync(options => Through(options, $"socks5://127.0.0.1:{other.Port}") with { Timeout = TimeSpan.FromSeconds(0.3), Retries = 1 }));
        Assert.Contains("after connection broken by '", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task Proxy_that_is_down_is_a_failure()
    {
        await using var fixture = Fixture(isTls: false);
        Assert.Null(await fixture.PageAsync(options => Through(options, "socks5h://127.0.0.1:9") with { Retries = 1 }));
        Assert.Contains("Connection refused", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_that_says_nothing_times_out()
    {
        await using var proxy = new SocksProxy { IsSilent = true };
        await using var fixture = Fixture(isTls: false);
        Assert.Null(await fixture.PageAsync(options => Through(options, $"socks5://{proxy.Authority}") with { Timeout = TimeSpan.FromSeconds(0.3), Retries = 1 }));
        Assert.Contains("'Connection to 127.0.0.1 timed out. (connect timeout=0.3)')", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://us:s3cret@127.0.0.1:9", "ftp", "ftp://us:****@127.0.0.1:9")]
    [InlineData("socks://127.0.0.1:9", "socks", "socks://127.0.0.1:9")]
    public async Task Proxy_of_another_kind_is_an_error(string url, string scheme, string shown)
    {
        await using var fixture = Fixture(isTls: false);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync(options => Through(options, url)));
        Assert.Equal($"Proxy URL had unsupported scheme {scheme}, should use http:// or https://: {shown}", error.Message);
        Assert.Empty(fixture.Server.Requests);
    }
}
