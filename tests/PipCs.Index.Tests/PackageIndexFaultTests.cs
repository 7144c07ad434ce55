using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests;

public sealed class PackageIndexFaultTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    [Fact]
    public async Task GetPage_not_found_is_null_without_a_word()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        Assert.Null(await fixture.PageAsync());
        Assert.Empty(fixture.Reports.Warnings);
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task GetPage_server_error_then_fine_is_fine(int status)
    {
        await using var fixture = new IndexFixture(request => request.Number < 4 ? new Reply(status) : Reply.Json(Json));
        Assert.NotNull(await fixture.PageAsync());
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], fixture.Clock.Waits);
        Assert.Empty(fixture.Reports.Warnings);
    }

    [Fact]
    public async Task GetPage_retry_after_is_respected()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? new Reply(429) { Headers = [("Retry-After", "7")] } : Reply.Json(Json));
        Assert.NotNull(await fixture.PageAsync());
        Assert.Equal([TimeSpan.FromSeconds(7)], fixture.Clock.Waits);
    }

    [Fact]
    public async Task GetPage_server_error_for_good_is_skipped_after_all_retries()
    {
        await using var fixture = new IndexFixture(_ => new Reply(502));
        Assert.Null(await fixture.PageAsync(options => options with { Retries = 2 }));
        Assert.Equal(3, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_hang_up_is_tried_again_with_pips_warning()
    {
        await using var fixture = new IndexFixture(_ => new Reply { Hangup = true });
        Assert.Null(await fixture.PageAsync(options => options with { Retries = 5 }));
        Assert.Equal(
            "Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'RemoteDisconnected('Remote end closed connection without response')': /simple/foo/",
            fixture.Reports.Warnings.First());
    }

    [Fact]
    public async Task GetPage_body_cut_short_is_tried_again()
    {
        await using var fixture = new IndexFixture(request => Reply.Json(Json) with { CutAfter = request.Number == 1 ? 10 : null });
        Assert.NotNull(await fixture.PageAsync());
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_refused_warns_as_pip_and_is_null()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = "http://127.0.0.1:9/simple", Retries = 1 }));
        Assert.Equal(
            ["Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError(\"HTTPConnection(host='127.0.0.1', port=9): Failed to establish a new connection: [Errno 111] Connection refused\")': /simple/foo/"],
            fixture.Reports.Warnings);
    }

    [Fact]
    public async Task GetPage_refused_by_an_ipv6_address_names_it_without_brackets()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = "http://[::1]:9/simple", Retries = 1 }));
        Assert.Contains("HTTPConnection(host='::1', port=9)", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetPage_silent_server_times_out_with_pips_warning()
    {
        await using var fixture = new IndexFixture(request => Reply.Json(Json) with { Delay = request.Number == 1 ? TimeSpan.FromSeconds(5) : default });
        Assert.NotNull(await fixture.PageAsync(options => options with { Timeout = TimeSpan.FromSeconds(0.5) }));
        Assert.Equal(
            $"Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPConnectionPool(host='127.0.0.1', port={fixture.Server.Port}): Read timed out. (read timeout=0.5)\")': /simple/foo/",
            Assert.Single(fixture.Reports.Warnings));
    }

    [Fact]
    public async Task GetPage_foreign_content_type_is_skipped_with_pips_warning()
    {
        await using var fixture = new IndexFixture(_ => Reply.Text("text/plain", "hello"));
        Assert.Null(await fixture.PageAsync());
        Assert.Equal(
            $"Skipping page {fixture.Server.Url}/simple/foo/ because the GET request got Content-Type: text/plain. The only supported Content-Types are application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html, and text/html",
            Assert.Single(fixture.Reports.Warnings));
    }

    [Fact]
    public async Task GetPage_redirect_is_followed_and_links_are_relative_to_its_target()
    {
        await using var fixture = new IndexFixture(request => request.Path == "/simple/foo/" ? new Reply(301) { Headers = [("Location", "/new/foo/")] } : Reply.Json(Json));
        Assert.Equal(fixture.Server.Url + "/new/foo/foo-1.0.tar.gz", (await fixture.PageAsync())!.GetFile(0).Url);
    }

    [Fact]
    public async Task GetPage_redirect_without_end_is_an_error()
    {
        await using var fixture = new IndexFixture(_ => new Reply(302) { Headers = [("Location", "/simple/foo/")] });
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync());
        Assert.Equal($"Exceeded 30 redirects while fetching {fixture.Server.Url}/simple/foo/.", error.Message);
        Assert.Equal(31, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_redirect_to_a_file_is_not_followed()
    {
        await using var fixture = new IndexFixture(_ => new Reply(302) { Headers = [("Location", "file:///etc/passwd")] });
        Assert.Null(await fixture.PageAsync());
        Assert.Equal($"Not following redirect from {fixture.Server.Url}/simple/foo/ to file:///etc/passwd: a redirect to a non-http(s) location is not allowed.", Assert.Single(fixture.Reports.Warnings));
    }

    [Fact]
    public async Task GetPage_credentials_go_to_their_host_only_and_nowhere_else()
    {
        await using var other = new FaultServer(_ => Reply.Json(Json, ("Cache-Control", "max-age=60")));
        await using var fixture = new IndexFixture(request => request.Path == "/files/x.json" ? Reply.Json(Json) : new Reply(302) { Headers = [("Location", $"{other.Url}/simple/foo/")] });
        var url = $"http://us%40er:s3cret@127.0.0.1:{fixture.Server.Port}/simple";
        var page = (await fixture.PageAsync(options => options with { IndexUrl = url }))!;
        Assert.Equal("Basic dXNAZXI6czNjcmV0", fixture.Server.Requests.Single()["Authorization"]);
        Assert.Null(other.Requests.Single()["Authorization"]);
        Assert.DoesNotContain("s3cret", page.GetFile(0).Url + string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetPage_wrong_credentials_warn_as_pip()
    {
        await using var fixture = new IndexFixture(_ => new Reply(401));
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = $"http://u:s3cret@127.0.0.1:{fixture.Server.Port}/simple" }));
        Assert.Equal($"401 Error, Credentials not correct for {fixture.Server.Url}/simple/foo/", Assert.Single(fixture.Reports.Warnings));
    }

    [Fact]
    public async Task GetPage_netrc_gives_the_login()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        File.WriteAllText(fixture.Folder + "/netrc", "machine other login a password b\n# machine 127.0.0.1\nmachine 127.0.0.1\n login me\n password \"pw\"\n");
        await fixture.PageAsync(options => options with { Environment = name => name == "NETRC" ? fixture.Folder + "/netrc" : null });
        Assert.Equal("Basic bWU6cHc=", fixture.Server.Requests.Single()["Authorization"]);
    }

    [Fact]
    public async Task GetPage_untrusted_host_is_ignored_with_pips_warning()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        Assert.Null(await fixture.PageAsync(options => options with { IndexUrl = "http://example.invalid/simple" }));
        Assert.StartsWith("The repository located at example.invalid is not a trusted or secure host and is being ignored.", Assert.Single(fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetPage_proxy_of_option_and_environment_is_used_and_no_proxy_is_not()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var elsewhere = (IndexOptions options) => options with { IndexUrl = "http://example.invalid/simple", TrustedHosts = ["example.invalid"], Retries = 0 };
        Assert.NotNull(await fixture.PageAsync(options => elsewhere(options) with { Proxy = fixture.Server.Url }));
        Assert.Equal("http://example.invalid/simple/foo/", fixture.Server.Requests.Single().Path);
        Assert.NotNull(await fixture.PageAsync(options => elsewhere(options) with { Environment = name => name == "http_proxy" ? $"127.0.0.1:{fixture.Server.Port}" : null }));
        Assert.Equal(2, fixture.Server.Requests.Count);
        Assert.Null(await fixture.PageAsync(options => elsewhere(options) with { Environment = name => name switch { "http_proxy" => fixture.Server.Url, "no_proxy" => ".invalid", _ => null } }));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }
}
