using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipCs.Index.Sources;

namespace PipCs.Index.Http.Trust;

/// <summary>Decides whether a server's certificate is trusted: a chain must lead to a root of <see cref="TrustSources"/>, unless certificates of this server are not checked.</summary>
internal sealed class ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly TrustSources _sources;
    private readonly Lazy<X509Certificate2Collection> _all;
    private readonly ConcurrentDictionary<string, X509Certificate2Collection> _found = new(StringComparer.Ordinal);

    internal ServerTrust(IndexOptions options)
    {
        _sources = new TrustSources(options);
        _all = new(_sources.LoadAll);
    }

    /// <summary>The options for a handshake with a server.</summary>
    /// <param name="isTrusted">Whether the server's certificate is not checked.</param>
    internal SslClientAuthenticationOptions OptionsFor(bool isTrusted) => new()
    {
        // With a policy that trusts no certificate .NET does not load the system's. The callback then finds the roots.
        CertificateChainPolicy = TrustSources.KeepsInFiles ? Policy([], []) : null,
        RemoteCertificateValidationCallback = (sender, certificate, presented, errors) => isTrusted || IsBelieved(sender, certificate, presented, errors),
    };

    /// <exception cref="UntrustedCertificateException">The certificate is not trusted.</exception>
    private bool IsBelieved(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        var host = (sender as SslStream)?.TargetHostName ?? "";
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 server)
        {
            throw new UntrustedCertificateException("unable to get local issuer certificate");
        }

        var isNamed = (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0;
        var status = Judge(server, Others(presented), out var length);
        return status == X509ChainStatusFlags.NoError && isNamed ? true : throw new UntrustedCertificateException(Describe(status, length, isNamed, host));
    }

    /// <summary>Builds the chain with the roots whose names it contains, one source after the other; with all roots where that fails.</summary>
    private X509ChainStatusFlags Judge(X509Certificate2 server, X509Certificate2Collection others, out int length)
    {
        var roots = new X509Certificate2Collection();
        for (var place = 0; place < _sources.Count; place++)
        {
            var before = roots.Count;
            AddRoots(place, server, others, roots);
            if (roots.Count > before && Build(server, others, roots, out length) is var status && (status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) == 0)
            {
                return status;
            }
        }

        // Names may be equal without being the same bytes (RFC 5280 7.1), so OpenSSL gets all roots and decides.
        return Build(server, others, _all.Value, out length);
    }

    private void AddRoots(int place, X509Certificate2 server, X509Certificate2Collection others, X509Certificate2Collection roots)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        Add(server.IssuerName);
        foreach (var other in others)
        {
            Add(other.IssuerName);
        }

        // An issuer that is no root has an issuer in turn.
        for (var i = 0; i < roots.Count; i++)
        {
            Add(roots[i].IssuerName);
        }

        void Add(X500DistinguishedName name)
        {
            var key = $"{place}:{Convert.ToHexStringLower(name.RawData)}";
            if (asked.Add(key))
            {
                roots.AddRange(_found.GetOrAdd(key, _ =>
                {
                    var found = new X509Certificate2Collection();
                    _sources.LoadNamed(place, name.RawData, found);
                    return found;
                }));
            }
        }
    }

    private static X509ChainStatusFlags Build(X509Certificate2 server, X509Certificate2Collection others, X509Certificate2Collection roots, out int length)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(others, roots) };
        var isBuilt = chain.Build(server);
        length = chain.ChainElements.Count;
        var status = X509ChainStatusFlags.NoError;
        foreach (var part in chain.ChainStatus)
        {
            status |= part.Status;
        }

        // A chain that failed without a reason is refused too.
        return isBuilt ? X509ChainStatusFlags.NoError : status == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.Cyclic : status;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection others, X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.AddRange(roots);
        policy.ExtraStore.AddRange(others);
        return policy;
    }

    /// <summary>The certificates that the server sent besides its own.</summary>
    private static X509Certificate2Collection Others(X509Chain? presented)
    {
        var others = new X509Certificate2Collection();
        if (presented is not null)
        {
            others.AddRange(presented.ChainPolicy.ExtraStore);
            foreach (var element in presented.ChainElements)
            {
                others.Add(element.Certificate);
            }
        }

        return others;
    }

    /// <summary>The first fault in OpenSSL's words and order: the issuer, the name, the time, any other.</summary>
    private static string Describe(X509ChainStatusFlags status, int length, bool isNamed, string host)
        => (status & X509ChainStatusFlags.UntrustedRoot) != 0 ? length == 1 ? "self-signed certificate" : "self-signed certificate in certificate chain"
            : (status & X509ChainStatusFlags.PartialChain) != 0 ? "unable to get local issuer certificate"
            : !isNamed ? IPAddress.TryParse(host, out _) ? $"IP address mismatch, certificate is not valid for '{host}'." : $"Hostname mismatch, certificate is not valid for '{host}'."
            : (status & X509ChainStatusFlags.NotTimeValid) != 0 ? "certificate has expired"
            : (status & X509ChainStatusFlags.NotSignatureValid) != 0 ? "certificate signature failure"
            : (status & X509ChainStatusFlags.NotValidForUsage) != 0 ? "unsuitable certificate purpose"
            : "unable to verify the certificate";

    /// <summary>The certificate that belongs to the file's key, and the others beside it, which lead from it to an authority.</summary>
    internal static SslStreamCertificateContext LoadClient(string path)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(path);
            var others = new X509Certificate2Collection();
            others.ImportFromPemFile(path);
            return SslStreamCertificateContext.Create(certificate, [.. others.Where(other => !other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))], offline: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Errors.ClientCertificateUnreadable(path, exception is CryptographicException ? "no certificate with its key in PEM form" : LocalFile.Explain(path));
        }
    }
}
