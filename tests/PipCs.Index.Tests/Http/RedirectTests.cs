using System.Globalization;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>Where redirects lead, and what goes along.</summary>
public sealed class RedirectTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    [Fact]
    public async Task Login_goes_along_on_the_same_host_and_port()
    {
        await using var fixture = new IndexFixture(request => request.Path == "/new/" ? Reply.Json(Json) : Moved("/new/"));
        Assert.NotNull(await fixture.PageAsync(options => options with { IndexUrl = WithLogin(fixture.Server) }));
        Assert.All(fixture.Server.Requests, request => Assert.Equal("Basic bWU6czNjcmV0", request["Authorization"]));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Login_does_not_go_to_another_port_or_host_by_whatever_status(int status)
    {
        await using var other = new FaultServer(_ => Reply.Json(Json));
        foreach (var target in (string[])[$"http://127.0.0.1:{other.Port}/x/", $"http://localhost:{other.Port}/x/", $"//127.0.0.1:{other.Port}/x/"])
        {
            await using var fixture = new IndexFixture(_ => Moved(target, status));
            Assert.NotNull(await fixture.PageAsync(options => options with { IndexUrl = WithLogin(fixture.Server) }));
        }

        Assert.Equal(3, other.Requests.Count);
        Assert.All(other.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public async Task Login_does_not_come_back_from_another_host_in_a_chain_of_files()
    {
        FaultServer? origin = null;
        await using var other = new FaultServer(_ => Moved($"http://127.0.0.1:{origin!.Port}/files/foo.whl"));
        await using var fixture = new IndexFixture(request => request.Path == "/files/foo.whl" ? new Reply(200, "wheel"u8.ToArray()) : Moved($"http://127.0.0.1:{other.Port}/x"));
        origin = fixture.Server;
        var index = fixture.Open(options => options with { IndexUrl = WithLogin(fixture.Server) });
        await using var stream = await index.OpenFileAsync(fixture.Server.Url + "/foo.whl", TestContext.Current.CancellationToken);
        Assert.Null(other.Requests.Single()["Authorization"]);
        Assert.Equal("/files/foo.whl", fixture.Server.Requests.Last().Path);
    }

    [Fact]
    public async Task Login_of_a_tls_index_does_not_go_to_the_same_host_without_tls()
    {
        using var root = new TestAuthority("CN=Root, O=pip-cs tests");
        FaultServer? server = null;
        await using var fixture = new IndexFixture(request => request.Path == "/plain/" ? Reply.Json(Json) : Moved($"http://127.0.0.1:{server!.Port}/plain/"), root.Server());
        server = fixture.Server;
        var bundle = fixture.Folder + "/root.pem";
        File.WriteAllText(bundle, root.Pem);
        Assert.NotNull(await fixture.PageAsync(options => options with { IndexUrl = WithLogin(fixture.Server), CertificateBundle = bundle }));
        Assert.Equal(["Basic bWU6czNjcmV0", null], fixture.Server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task Login_in_the_location_is_used_there_and_seen_nowhere()
    {
        await using var other = new FaultServer(_ => Reply.Json(Json, ("Cache-Control", "max-age=60")));
        await using var fixture = new IndexFixture(_ => Moved($"http://you:h1dden@127.0.0.1:{other.Port}/simple/foo/"));
        var page = await fixture.PageAsync();
        Assert.Equal("Basic eW91OmgxZGRlbg==", other.Requests.Single()["Authorization"]);
        Assert.DoesNotContain("h1dden", page!.GetFile(0).Url + string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("h1dden", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loop_of_a_file_is_an_error_without_its_login()
    {
        await using var fixture = new IndexFixture(request => Moved("/x" + (request.Number % 2).ToString(CultureInfo.InvariantCulture)));
        var index = fixture.Open(options => options with { IndexUrl = WithLogin(fixture.Server) });
        var error = await Assert.ThrowsAsync<UserErrorException>(() => index.OpenFileAsync($"http://me:s3cret@127.0.0.1:{fixture.Server.Port}/foo.whl", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal($"Exceeded 30 redirects while fetching http://me:****@127.0.0.1:{fixture.Server.Port}/foo.whl.", error.Message);
        Assert.Equal(31, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Status_without_a_location_is_an_answer_of_its_own()
    {
        await using var fixture = new IndexFixture(_ => new Reply(302));
        Assert.Null(await fixture.PageAsync());
        Assert.Single(fixture.Server.Requests);
    }

    private static Reply Moved(string target, int status = 302) => new(status) { Headers = [("Location", target)] };

    private static string WithLogin(FaultServer server) => server.Url.Replace("://", "://me:s3cret@", StringComparison.Ordinal) + "/simple";
}
