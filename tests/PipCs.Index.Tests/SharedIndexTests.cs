using System.Net.Sockets;
using PipCs.Diagnostics;
using PipCs.Harness;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Names;

namespace PipCs.Index.Tests;

/// <summary>Against the recorded index that <c>../shared/serve</c> serves with nginx, where it is started.</summary>
public sealed class SharedIndexTests
{
    private const string Authority = "/var/tmp/pip-cs-index/ca.pem";

    private static void SkipUnlessServed()
    {
        _ = SharedFiles.Require("serve");
        try
        {
            using var client = new TcpClient("127.0.0.1", 8743);
        }
        catch (SocketException)
        {
            Assert.Skip("../shared/serve is not started.");
        }
    }

    [SharedTheory("serve")]
    [InlineData("http://127.0.0.1:8700/mirror/simple/", null, null)]
    [InlineData("https://127.0.0.1:8743/mirror/simple/", Authority, null)]
    [InlineData("https://127.0.0.1:8743/mirror/simple/", null, "127.0.0.1")]
    [InlineData("https://127.0.0.1:8743/mirror/simple/", null, "127.0.0.1:8743")]
    public async Task GetPage_and_metadata_and_file_of_black(string url, string? certificate, string? trusted)
    {
        SkipUnlessServed();
        await using var fixture = new IndexFixture(_ => new Reply(404));
        var index = fixture.Open(options => options with { IndexUrl = url, CertificateBundle = certificate, TrustedHosts = trusted is null ? [] : [trusted] });
        var page = (await index.GetPageAsync(ProjectName.Normalize("black"), TestContext.Current.CancellationToken))!;
        Assert.Equal(["23.9.1", "26.10.1"], Enumerable.Range(0, page.VersionCount).Select(i => page.GetVersion(i).ToString()));
        var file = page.GetFile(0);
        Assert.Equal("black", (await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken)).Name);
        await using var stream = await index.OpenFileAsync(file.Url, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(file.Sha256, IndexFixture.Sha256(copy.ToArray()));
    }

    [Fact]
    public async Task GetPage_unknown_authority_is_told_as_pip_tells_it()
    {
        SkipUnlessServed();
        await using var fixture = new IndexFixture(_ => new Reply(404));
        var index = fixture.Open(options => options with { IndexUrl = "https://127.0.0.1:8743/mirror/simple/", Retries = 0 });
        Assert.Null(await index.GetPageAsync(ProjectName.Normalize("black"), TestContext.Current.CancellationToken));
        Assert.Contains("Could not fetch URL https://127.0.0.1:8743/mirror/simple/black/: There was a problem confirming the ssl certificate: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate - skipping", fixture.Reports.All);
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await index.OpenFileAsync("https://127.0.0.1:8743/mirror/x", TestContext.Current.CancellationToken));
        Assert.StartsWith("Failed to establish a secure connection to 127.0.0.1 while fetching ", error.Message, StringComparison.Ordinal);
    }
}
