using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary><c>--client-cert</c> at servers that ask for it, in real handshakes.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    private readonly TestAuthority _root = new("CN=Root, O=pip-cs tests");
    private readonly TestAuthority _clients = new("CN=Clients, O=pip-cs tests");
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-client-").FullName;
    private X509Certificate2? _seen;
    private int _others;

    public void Dispose()
    {
        _seen?.Dispose();
        _root.Dispose();
        _clients.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Certificate_is_shown_to_who_asks()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), Demanding());
        Assert.NotNull(await fixture.PageAsync(options => Trusting(options) with { ClientCertificate = Write("client.pem", _clients.Client("CN=me")) }));
        Assert.Equal("CN=me", _seen!.Subject);
    }

    [Fact]
    public async Task Certificate_in_a_file_that_begins_with_its_key_is_shown()
    {
        var parts = _clients.Client("CN=me").Split("-----BEGIN PRIVATE KEY", 2);
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), Demanding());
        Assert.NotNull(await fixture.PageAsync(options => Trusting(options) with { ClientCertificate = Write("client.pem", "-----BEGIN PRIVATE KEY" + parts[1] + parts[0]) }));
        Assert.Equal("CN=me", _seen!.Subject);
    }

    [Fact]
    public async Task Certificate_brings_the_authorities_of_its_file()
    {
        using var middle = new TestAuthority("CN=Middle, O=pip-cs tests", _clients);
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), Demanding());
        Assert.NotNull(await fixture.PageAsync(options => Trusting(options) with { ClientCertificate = Write("client.pem", middle.Client("CN=me") + middle.Pem) }));
        Assert.Equal("CN=me", _seen!.Subject);
        Assert.Equal(1, _others);
    }

    [Fact]
    public async Task Certificate_that_nobody_has_is_missed_in_openssls_words()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), Demanding());
        Assert.Null(await fixture.PageAsync(Trusting));
        Assert.Empty(fixture.Server.Requests);
        Assert.Contains(fixture.Reports.All, report => report.Contains("Could not fetch URL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "[Errno 2] No such file or directory")]
    [InlineData("nothing here\n", "no certificate with its key in PEM form")]
    public async Task Certificate_that_cannot_be_read_is_an_error_that_names_it(string? text, string details)
    {
        var path = text is null ? _folder + "/none.pem" : Write("client.pem", text);
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), Demanding());
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync(options => Trusting(options) with { ClientCertificate = path }));
        Assert.Equal($"Could not install packages due to an OSError: Could not find the TLS certificate file, invalid path: {path}\n", error.Message);
        Assert.Contains(details, Assert.Single(error.Hints), StringComparison.Ordinal);
    }

    private SslServerAuthenticationOptions Demanding()
    {
        var options = _root.Server();
        options.ClientCertificateRequired = true;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            _seen = certificate is null ? null : new X509Certificate2(certificate);
            _others = chain?.ChainPolicy.ExtraStore.Count ?? 0;
            return certificate is not null;
        };
        return options;
    }

    private IndexOptions Trusting(IndexOptions options) => options with { CertificateBundle = Write("root.pem", _root.Pem), Retries = 0 };

    private string Write(string name, string text)
    {
        File.WriteAllText($"{_folder}/{name}", text);
        return $"{_folder}/{name}";
    }
}
