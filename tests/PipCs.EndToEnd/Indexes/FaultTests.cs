using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Indexes;

/// <summary>Indexes that are down, slow, broken, not trusted or no indexes at all, on real sockets.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly WheelBuilder Good = new WheelBuilder("good", "1.0").Module().Add("good/data.txt", new string('x', 5000));
    private static readonly Func<FaultRequest, Stream, Task> Index = FaultServer.Index(Good);
    private static readonly string[] NotFound =
    [
        "ERROR: Could not find a version that satisfies the requirement good (from versions: none)", "ERROR: No matching distribution found for good",
    ];

    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;

    public FaultTests() => _unharmed = Unharmed.Begin(_workspace);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_from_a_good_index_works()
    {
        using var server = new FaultServer(Index);
        Install(server.IndexUrl).MustSucceed();
        _workspace.Python("-c", "import good").MustSucceed();
    }

    /// <summary>A proxy that is not there, from the environment: with neither option, nobody is asked.</summary>
    [SharedTheory("mirror/files")]
    [InlineData("--no-proxy-env", 0)]
    [InlineData("--proxy=", 0)]
    [InlineData("--no-input", 1)]
    public void Install_past_the_proxy_of_the_environment(string option, int exitCode)
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("direct", "1.0").Module()));
        _workspace.Set("http_proxy", "http://127.0.0.1:1");
        string[] command = ["download", option, "--retries", "0", "-d", _workspace["files"], "-i", server.IndexUrl, "direct"];

        Assert.Equal(exitCode, _workspace.PipCs(command).ExitCode);
        Assert.Equal(exitCode == 0, server.Requests.Count > 0);
        Assert.Equal(exitCode, _workspace.RealPip(command).ExitCode);
    }

    [Fact]
    public void Install_index_down_is_retried_then_refused()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Install($"http://127.0.0.1:{port}/simple/").MustFail().ErrorHas(
            "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by ",
            "Connection refused", "/simple/good/").ErrorHas(NotFound);
        _unharmed.Check();
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    [InlineData("410 Gone")]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    public void Install_index_that_answers_with_an_error_has_no_versions(string status)
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, status, "text/plain", "no"));
        Install(server.IndexUrl).MustFail().ErrorHas(NotFound);
        Assert.Equal(status[0] == '5' ? 2 : 1, server.Requests.Count);
        _unharmed.Check();
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    public void Install_error_that_passes_is_retried(string status)
    {
        using var server = new FaultServer((request, stream) => request.Earlier == 0
            ? FaultServer.ReplyAsync(stream, status, "text/plain", "later", "Retry-After: 0\r\n")
            : Index(request, stream));
        Install(server.IndexUrl).MustSucceed();
        _workspace.Python("-c", "import good").MustSucceed();
    }

    [Fact]
    public void Install_index_that_never_answers_times_out()
    {
        using var server = new FaultServer((_, _) => Task.Delay(TimeSpan.FromSeconds(30)));
        Install(server.IndexUrl).MustFail().ErrorHas("WARNING: Retrying (Retry(total=0, ", "Read timed out. (read timeout=2.0)").ErrorHas(NotFound);
        _unharmed.Check();
    }

    /// <summary>0 is no timeout, as in pip; so is what no timer counts to.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e300")]
    public void Install_without_a_timeout_waits(string timeout)
    {
        using var server = new FaultServer(async (request, stream) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            await Index(request, stream);
        });
        _workspace.PipCs("install", "--retries", "0", "--timeout", timeout, "-i", server.IndexUrl, "good").MustSucceed();
    }

    [Fact]
    public void Install_index_that_is_slow_but_steady_works()
    {
        using var server = new FaultServer(async (request, stream) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await Index(request, stream);
        });
        Install(server.IndexUrl).MustSucceed();
    }

    [Fact]
    public void Install_file_cut_short_every_time_is_refused()
    {
        using var server = new FaultServer((request, stream) => request.Path.EndsWith(".whl", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "200 OK", "application/octet-stream", Good.Build()[..300], announced: Good.Build().Length)
            : Index(request, stream));
        Install(server.IndexUrl, "--resume-retries", "1").MustFail().ErrorHas(
            "error: incomplete-download", "× Download failed after 2 attempts because not enough bytes were received (", "╰─> URL: " + server.Url + "/files/good-1.0-py3-none-any.whl",
            "note: This is an issue with network connectivity, not pip.", "hint: Use --resume-retries to configure resume attempt limit.");
        _unharmed.Check();
    }

    [Fact]
    public void Install_file_cut_short_once_is_fetched_again()
    {
        using var server = new FaultServer((request, stream) => request.Path.EndsWith(".whl", StringComparison.Ordinal) && request.Earlier == 0
            ? FaultServer.ReplyAsync(stream, "200 OK", "application/octet-stream", Good.Build()[..300], announced: Good.Build().Length)
            : Index(request, stream));
        Install(server.IndexUrl).MustSucceed();
        _workspace.Python("-c", "import good").MustSucceed();
    }

    [Fact]
    public void Install_page_cut_short_is_refused()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/html", "<html><body><a href="u8.ToArray(), announced: 5000));
        Install(server.IndexUrl).MustFail().ErrorHas("ERROR: Could not install packages due to an OSError: Connection broken: IncompleteRead");
        _unharmed.Check();
    }

    [Fact]
    public void Install_file_that_the_index_lists_but_has_not_is_refused()
    {
        using var server = new FaultServer((request, stream) => request.Path.EndsWith(".whl", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "404 Not Found", "text/plain", "no")
            : Index(request, stream));
        Install(server.IndexUrl).MustFail().ErrorHas("404", server.Url + "/files/good-1.0-py3-none-any.whl");
        _unharmed.Check();
    }

    [Fact]
    public void Install_certificate_that_is_not_trusted_is_refused()
    {
        using var server = new FaultServer(Index, SelfSigned());
        var result = Install(server.IndexUrl).MustFail().ErrorHas(NotFound);
        Assert.Contains(
            $"Could not fetch URL {server.IndexUrl}good/: There was a problem confirming the ssl certificate: ", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        _unharmed.Check();
    }

    [Fact]
    public void Install_certificate_that_is_trusted_by_option_works()
    {
        using var certificate = SelfSigned();
        var file = _workspace.Write("ca.pem", certificate.ExportCertificatePem());
        using var server = new FaultServer(Index, SelfSignedCopy(certificate));
        Install(server.IndexUrl, "--cert", file).MustSucceed();
        _workspace.PipCs("uninstall", "-y", "good").MustSucceed();
        Install(server.IndexUrl, "--no-cache-dir", "--trusted-host", "127.0.0.1").MustSucceed();
    }

    [Fact]
    public void Install_redirects_without_end_are_refused()
    {
        using var server = new FaultServer((request, stream)
            => FaultServer.ReplyAsync(stream, "302 Found", "text/html", "", $"Location: /again{request.Path}\r\n"));
        Install(server.IndexUrl).MustFail().ErrorHas("ERROR: ", "Exceeded 30 redirects");
        _unharmed.Check();
    }

    [Fact]
    public void Install_redirect_is_followed()
    {
        using var server = new FaultServer((request, stream) => request.Path.StartsWith("/old/", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "301 Moved Permanently", "text/html", "", $"Location: {request.Path[4..]}\r\n")
            : Index(request, stream));
        Install(server.Url + "/old/simple/").MustSucceed();
    }

    [Fact]
    public void Install_page_of_another_type_is_skipped_and_named()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "image/png", "PNG"));
        Install(server.IndexUrl).MustFail().ErrorHas(
            $"WARNING: Skipping page {server.IndexUrl}good/ because the GET request got Content-Type: image/png. The only supported Content-Types are "
            + "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html, and text/html").ErrorHas(NotFound);
        _unharmed.Check();
    }

    [Fact]
    public void Install_page_without_links_has_no_versions()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/html", "<html><body><h1>It works!</h1></body></html>"));
        Install(server.IndexUrl).MustFail().ErrorHas(NotFound);
        _unharmed.Check();
    }

    [Theory]
    [InlineData("{\"broken")]
    [InlineData("[]")]
    [InlineData("{\"meta\":{\"api-version\":\"2.0\"},\"name\":\"good\",\"files\":[]}")]
    public void Install_page_that_is_no_project_page_is_refused(string body)
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "application/vnd.pypi.simple.v1+json", body));
        Install(server.IndexUrl).MustFail().ErrorHas("ERROR: ");
        _unharmed.Check();
    }

    [Fact]
    public void Install_server_that_speaks_no_http_is_refused()
    {
        using var server = new FaultServer((_, stream) => stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray()).AsTask());
        Install(server.IndexUrl).MustFail().ErrorHas("WARNING: Retrying (Retry(total=0, ").ErrorHas(NotFound);
        _unharmed.Check();
    }

    [Fact]
    public void Install_server_without_tls_is_refused()
    {
        using var server = new FaultServer(Index);
        Install(server.IndexUrl.Replace("http:", "https:", StringComparison.Ordinal)).MustFail().ErrorHas("ERROR: No matching distribution found for good");
        _unharmed.Check();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static X509Certificate2 SelfSignedCopy(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    private ProgramResult Install(string index, params string[] more)
        => _workspace.PipCs(["install", "--retries", "1", "--timeout", "2", "-i", index, .. more, "good"]);
}
