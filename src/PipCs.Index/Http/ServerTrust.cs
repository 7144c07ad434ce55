using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipCs.Index.Sources;

namespace PipCs.Index.Http;

/// <summary>Whose certificates are believed: <c>--cert</c>, else the environment's bundle, else the system's.</summary>
internal static class ServerTrust
{
    internal static void Configure(SocketsHttpHandler handler, IndexOptions options, TrustedOrigins trusted)
    {
        var bundle = options.CertificateBundle ?? Variable(options, "REQUESTS_CA_BUNDLE") ?? Variable(options, "CURL_CA_BUNDLE") ?? Variable(options, "SSL_CERT_FILE");
        var tls = handler.SslOptions;
        if (bundle is not null)
        {
            // Loaded at the first secure connection: plain HTTP never needs it.
            var policy = new Lazy<X509ChainPolicy>(() => Load(bundle));
            tls.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                IsTrusted(sender, trusted) || IsIssued(certificate, chain, errors, policy.Value);
            if (!File.Exists(bundle) && !Directory.Exists(bundle))
            {
                throw Errors.CertificateBundleUnreadable(bundle, "no such file");
            }
        }
        else if (trusted.Any)
        {
            tls.RemoteCertificateValidationCallback = (sender, _, _, errors) => errors == SslPolicyErrors.None || IsTrusted(sender, trusted);
        }

        if (options.ClientCertificate is { } client)
        {
            tls.ClientCertificates = [LoadClient(client)];
        }
    }

    /// <summary>What was wrong with a certificate, in OpenSSL's words where they are known.</summary>
    internal static string Describe(Exception exception)
        => exception.Message switch
        {
            var text when text.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal) => "Hostname mismatch, certificate is not valid for this host",
            var text when text.Contains("NotTimeValid", StringComparison.Ordinal) => "certificate has expired",
            var text when text.Contains("UntrustedRoot", StringComparison.Ordinal) => "self-signed certificate in certificate chain",
            var text when text.Contains("PartialChain", StringComparison.Ordinal) || text.Contains("RemoteCertificate", StringComparison.Ordinal) => "unable to get local issuer certificate",
            _ => "unable to verify the certificate",
        };

    private static bool IsTrusted(object sender, TrustedOrigins trusted)
        => sender is SslStream { TargetHostName: var host } && trusted.Names(host, -1);

    private static bool IsIssued(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors, X509ChainPolicy policy)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        if (presented is not null)
        {
            foreach (var element in presented.ChainElements)
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return chain.Build(server);
    }

    private static X509ChainPolicy Load(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        try
        {
            foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path) : [path])
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Errors.CertificateBundleUnreadable(path, Explain(path, exception, "no certificate in PEM form"));
        }

        return policy;
    }

    private static X509Certificate2 LoadClient(string path)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Errors.ClientCertificateUnreadable(path, Explain(path, exception, "no certificate with its key in PEM form"));
        }
    }

    private static string Explain(string path, Exception exception, string content)
        => exception is CryptographicException ? content : LocalFile.Explain(path);

    private static string? Variable(IndexOptions options, string name) => options.Environment(name) is { Length: > 0 } value ? value : null;
}
