using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>What tests of proxies on real sockets share: an index behind them, over TLS or not, and that nobody sees a password, which holds <c>s3cr</c>.</summary>
public abstract class ThroughProxies : IDisposable
{
    protected const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    private readonly TestAuthority _root = new("CN=Root, O=pip-cs tests");
    private readonly string _bundle = Path.GetTempFileName();

    protected ThroughProxies() => File.WriteAllText(_bundle, _root.Pem);

    public void Dispose()
    {
        _root.Dispose();
        File.Delete(_bundle);
        GC.SuppressFinalize(this);
    }

    private protected static void Unseen(IndexFixture fixture)
    {
        Assert.DoesNotContain("s3cr", string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("s3cr", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private protected IndexFixture Fixture(bool isTls = true) => new(_ => Reply.Json(Json), isTls ? _root.Server() : null);

    private protected TunnelProxy TlsProxy() => new(_root.Server());

    private protected IndexOptions Trusting(IndexOptions options) => options with { CertificateBundle = _bundle, Retries = 0 };

    private protected IndexOptions Through(IndexOptions options, string proxy) => Trusting(options) with { Proxy = proxy };
}
