using System.Net.Security;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>Who is believed, in real handshakes with certificates of real authorities.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";
    private const string NoIssuer = "unable to get local issuer certificate";

    private readonly TestAuthority _root = new("CN=Root, O=pip-cs tests");
    private readonly TestAuthority _other = new("CN=Other, O=pip-cs tests");
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-trust-").FullName;

    public void Dispose()
    {
        _root.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Root_of_option_is_believed_among_others()
        => await BelievedAsync(_root.Server(), options => options with { CertificateBundle = Bundle("not a certificate\n", _other.Pem, _root.Pem) });

    [Theory]
    [InlineData("REQUESTS_CA_BUNDLE")]
    [InlineData("CURL_CA_BUNDLE")]
    [InlineData("SSL_CERT_FILE")]
    public async Task Root_of_variable_is_believed(string variable)
    {
        var bundle = Bundle(_root.Pem);
        await BelievedAsync(_root.Server(), options => options with { Environment = name => name == variable ? bundle : null });
    }

    [Fact]
    public async Task Root_of_variable_is_believed_beside_that_of_an_option()
    {
        var (option, variable) = (Bundle(_other.Pem), Bundle(_root.Pem));
        await BelievedAsync(_root.Server(), options => options with { CertificateBundle = option, Environment = name => name == "REQUESTS_CA_BUNDLE" ? variable : null });
    }

    [Fact]
    public async Task Root_in_folder_is_believed()
    {
        Bundle(_root.Pem);
        await BelievedAsync(_root.Server(), options => options with { CertificateBundle = _folder });
        await BelievedAsync(_root.Server(), options => options with { Environment = name => name == "SSL_CERT_DIR" ? "/nowhere:" + _folder : null });
    }

    [Fact]
    public async Task Root_that_the_environments_pip_brings_is_believed_beside_an_option()
        => await BelievedAsync(_root.Server(), options => options with { CertificateBundle = Bundle(_other.Pem), EnvironmentCertificates = Bundle(_root.Pem) });

    [Fact]
    public async Task Root_whose_name_is_spelled_otherwise_is_believed()
    {
        // Names compare without case (RFC 5280 7.1): the bundle's spelling of the issuer is not the certificate's.
        using var respelled = _root.Respelled("CN=ROOT, O=PIP-CS  tests");
        await BelievedAsync(_root.Server(), options => options with { CertificateBundle = Bundle(respelled.Pem) });
    }

    [Fact]
    public async Task Root_that_is_not_in_the_bundle_is_refused()
        => await UntrustedAsync(_root.Server(), options => options with { CertificateBundle = Bundle(_other.Pem) }, NoIssuer);

    [Fact]
    public async Task Root_that_the_server_sends_itself_is_refused()
        => await UntrustedAsync(_root.Server(sends: [_root]), options => options with { CertificateBundle = Bundle(_other.Pem) }, NoIssuer, "self-signed certificate in certificate chain");

    [Fact]
    public async Task Root_of_the_same_name_and_another_key_is_refused()
    {
        using var impostor = new TestAuthority("CN=Root, O=pip-cs tests");
        await UntrustedAsync(impostor.Server(), options => options with { CertificateBundle = Bundle(_root.Pem) }, NoIssuer, "certificate signature failure");
    }

    [Fact]
    public async Task Certificate_that_has_expired_is_refused()
        => await UntrustedAsync(_root.Server(isExpired: true), options => options with { CertificateBundle = Bundle(_root.Pem) }, "certificate has expired");

    [Fact]
    public async Task Certificate_of_another_host_is_refused()
        => await UntrustedAsync(_root.Server("127.0.0.2"), options => options with { CertificateBundle = Bundle(_root.Pem) }, "IP address mismatch, certificate is not valid for '127.0.0.1'.");

    [Fact]
    public async Task Certificate_that_is_refused_is_told_in_retries_as_python_quotes_it()
    {
        var bundle = Bundle(_root.Pem);
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), _root.Server("127.0.0.2"));
        Assert.Null(await fixture.PageAsync(options => options with { Retries = 1, CertificateBundle = bundle }));
        Assert.EndsWith(
            "SSLError(SSLCertVerificationError(1, \"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: IP address mismatch, certificate is not valid for '127.0.0.1'.\"))': /simple/foo/",
            Assert.Single(fixture.Reports.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_of_another_host_and_authority_is_refused_for_its_authority()
        => await UntrustedAsync(_root.Server("127.0.0.2"), options => options with { CertificateBundle = Bundle(_other.Pem) }, NoIssuer);

    [Fact]
    public async Task Certificate_of_a_client_is_refused()
        => await UntrustedAsync(_root.Server(usage: "1.3.6.1.5.5.7.3.2"), options => options with { CertificateBundle = Bundle(_root.Pem) }, "unsuitable certificate purpose");

    [Fact]
    public async Task Intermediate_that_the_server_sends_leads_to_the_root()
    {
        using var middle = new TestAuthority("CN=Middle, O=pip-cs tests", _root);
        await BelievedAsync(middle.Server(sends: [middle]), options => options with { CertificateBundle = Bundle(_root.Pem) });
    }

    [Fact]
    public async Task Intermediate_that_the_bundle_holds_leads_to_the_root()
    {
        using var middle = new TestAuthority("CN=Middle, O=pip-cs tests", _root);
        await BelievedAsync(middle.Server(), options => options with { CertificateBundle = Bundle(_root.Pem, middle.Pem) });
    }

    [Fact]
    public async Task Intermediate_that_nobody_has_is_missed()
    {
        using var middle = new TestAuthority("CN=Middle, O=pip-cs tests", _root);
        await UntrustedAsync(middle.Server(), options => options with { CertificateBundle = Bundle(_root.Pem) }, NoIssuer);
    }

    [Fact]
    public async Task Intermediate_of_a_root_that_is_not_believed_is_refused()
    {
        using var middle = new TestAuthority("CN=Middle, O=pip-cs tests", _root);
        await UntrustedAsync(middle.Server(sends: [middle, _root]), options => options with { CertificateBundle = Bundle(_other.Pem) }, NoIssuer, "self-signed certificate in certificate chain");
    }

    [Fact]
    public async Task Trusted_host_needs_no_authority_and_another_host_does()
    {
        await BelievedAsync(_root.Server("127.0.0.9", isExpired: true), options => options with { TrustedHosts = ["127.0.0.1"] });
        await UntrustedAsync(_root.Server(), options => options with { TrustedHosts = ["127.0.0.2"] }, NoIssuer);
    }

    [Fact]
    public async Task Trusted_host_with_a_port_is_trusted_at_that_port_alone()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), _root.Server());
        Assert.Null(await fixture.PageAsync(options => options with { Retries = 0, TrustedHosts = [$"127.0.0.1:{fixture.Server.Port + 1}"] }));
        Assert.Empty(fixture.Server.Requests);
        Assert.NotNull(await fixture.PageAsync(options => options with { Retries = 0, TrustedHosts = [$"127.0.0.1:{fixture.Server.Port}"] }));
    }

    [Fact]
    public async Task Bundle_without_certificates_is_an_error_that_names_it()
    {
        var bundle = Bundle("nothing here\n");
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), _root.Server());
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync(options => options with { CertificateBundle = bundle }));
        Assert.Equal($"Could not install packages due to an OSError: Could not find a suitable TLS CA certificate bundle, invalid path: {bundle}\n", error.Message);
        Assert.Equal([$"`{bundle}`: no certificate in PEM form."], error.Hints);
    }

    [Fact]
    public async Task Bundle_that_is_not_there_is_an_error_that_names_it()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), _root.Server());
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync(options => options with { CertificateBundle = "/nowhere/ca.pem" }));
        Assert.Equal("Could not install packages due to an OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /nowhere/ca.pem\n", error.Message);
    }

    [Fact]
    public async Task Handshakes_at_once_do_not_disturb_each_other()
    {
        var bundle = Bundle(_other.Pem, _root.Pem);
        await using var fixture = new IndexFixture(request => Reply.Json(Json) with { Delay = TimeSpan.FromMilliseconds(50) }, _root.Server());
        var index = fixture.Open(options => options with { CertificateBundle = bundle, Retries = 0 });
        var pages = Enumerable.Range(0, 64).Select(i => index.GetPageAsync(Standards.Names.ProjectName.Normalize($"foo{i}"), TestContext.Current.CancellationToken).AsTask());
        Assert.All(await Task.WhenAll(pages), Assert.NotNull);
        Assert.True(fixture.Server.Connections > 1);
    }

    private static async Task BelievedAsync(SslServerAuthenticationOptions tls, Func<IndexOptions, IndexOptions> change)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), tls);
        Assert.NotNull(await fixture.PageAsync(options => change(options with { Retries = 0 })));
        Assert.Empty(fixture.Reports.Warnings);
    }

    private static async Task UntrustedAsync(SslServerAuthenticationOptions tls, Func<IndexOptions, IndexOptions> change, params string[] reasons)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json), tls);
        Assert.Null(await fixture.PageAsync(options => change(options with { Retries = 0 })));
        Assert.Empty(fixture.Server.Requests);
        var told = Assert.Single(fixture.Reports.All, report => report.Contains("confirming the ssl certificate", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => told.Contains($"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {reason}", StringComparison.Ordinal));
    }

    private string Bundle(params string[] parts)
    {
        var path = $"{_folder}/{Guid.NewGuid():N}.pem";
        File.WriteAllText(path, string.Concat(parts));
        return path;
    }
}
