using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PipCs.Index.Tests.Server;

/// <summary>A certificate authority with real keys: it issues authorities below it and certificates of servers.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key;

    public TestAuthority(string name, TestAuthority? issuer = null)
        : this(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), issuer)
    {
    }

    private TestAuthority(string name, ECDsa key, TestAuthority? issuer)
    {
        _key = key;
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Certificate = issuer is null ? request.CreateSelfSigned(Now.AddDays(-9), Now.AddDays(9)) : issuer.Issue(request);
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    /// <summary>The same authority under another spelling of its name.</summary>
    public TestAuthority Respelled(string name) => new(name, ECDsa.Create(_key.ExportParameters(true)), null);

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    /// <summary>A server's certificate, and what the server sends beside it.</summary>
    public SslServerAuthenticationOptions Server(string address = "127.0.0.1", bool isExpired = false, string usage = "1.3.6.1.5.5.7.3.1", TestAuthority[]? sends = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        using var issued = Issue(request, isExpired).CopyWithPrivateKey(key);
        var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        return new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. (sends ?? []).Select(authority => authority.Certificate)], offline: true),
        };
    }

    /// <summary>A client's certificate and key, in PEM form.</summary>
    public string Client(string name = "CN=client")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var issued = Issue(request);
        return issued.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private X509Certificate2 Issue(CertificateRequest request, bool isExpired = false)
    {
        var generator = X509SignatureGenerator.CreateForECDsa(_key);
        return request.Create(Certificate.SubjectName, generator, Now.AddDays(-8), isExpired ? Now.AddDays(-1) : Now.AddDays(8), RandomNumberGenerator.GetBytes(8));
    }
}
