using System.Net;
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
                IsTrusted(sender, trusted) || IsIssued(sender, certificate, chain, errors, policy.Value);
            if (!File.Exists(bundle) && !Directory.Exists(bundle))
            {
                throw Errors.CertificateBundleUnreadable(bundle, "no such file");
            }
        }
        else
        {
            tls.RemoteCertificateValidationCallback = (sender, _, chain, errors) =>
                errors == SslPolicyErrors.None || IsTrusted(sender, trusted) ? true : throw new UntrustedCertificateException(Describe(sender, chain, errors));
        }

        if (options.ClientCertificate is { } client)
        {
            tls.ClientCertificates = [LoadClient(client)];
        }
    }

    /// <summary>What was wrong with a certificate, in OpenSSL's words.</summary>
    private static string Describe(object sender, X509Chain? chain, SslPolicyErrors errors)
    {
        var status = X509ChainStatusFlags.NoError;
        foreach (var part in chain?.ChainStatus ?? [])
        {
            status |= part.Status;
        }

        var host = (sender as SslStream)?.TargetHostName ?? "";
        return (status & X509ChainStatusFlags.NotTimeValid) != 0 ? "certificate has expired"
            : (status & X509ChainStatusFlags.UntrustedRoot) != 0 ? chain!.ChainElements.Count == 1 ? "self-signed certificate" : "self-signed certificate in certificate chain"
            : (status & X509ChainStatusFlags.PartialChain) != 0 ? "unable to get local issuer certificate"
            : (status & X509ChainStatusFlags.NotSignatureValid) != 0 ? "certificate signature failure"
            : (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 ? "unable to verify the certificate"
            : IPAddress.TryParse(host, out _) ? $"IP address mismatch, certificate is not valid for '{host}'." : $"Hostname mismatch, certificate is not valid for '{host}'.";
    }

    private static bool IsTrusted(object sender, TrustedOrigins trusted)
        => sender is SslStream { TargetHostName: var host } && trusted.Names(host, -1);

    /// <summary>Whether the bundle vouches for a certificate.</summary>
    /// <exception cref="UntrustedCertificateException">It does not.</exception>
    private static bool IsIssued(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors, X509ChainPolicy policy)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            throw new UntrustedCertificateException(Describe(sender, null, errors));
        }

        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        if (presented is not null)
        {
            foreach (var element in presented.ChainElements)
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return chain.Build(server) ? true : throw new UntrustedCertificateException(Describe(sender, chain, errors));
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
