using System.Security.Cryptography.X509Certificates;
using PipCs.Index.Sources;
using PipCs.Platform;

namespace PipCs.Index.Http.Trust;

/// <summary>
/// Where roots are looked for, as in pip: what <c>--cert</c> and the environment name adds to the system's certificates
/// (<c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> stand in for those) and to what the environment's pip brings. Each place
/// is read when the ones before it did not do. Thread-safe.
/// </summary>
internal sealed class TrustSources
{
    /// <summary>Where systems keep the bundle (those that pip's truststore knows, Debian's first).</summary>
    private static readonly string[] SystemFiles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/cert.pem", "/etc/ssl/ca-bundle.pem"];

    private readonly List<Lazy<PemCertificates>> _places = [];

    /// <summary>Finds the places; reads none.</summary>
    /// <exception cref="Diagnostics.UserErrorException">What is named is not there.</exception>
    internal TrustSources(IndexOptions options)
    {
        foreach (var bundle in Named(options))
        {
            if (!File.Exists(bundle) && !Directory.Exists(bundle))
            {
                throw Errors.CertificateBundleUnreadable(bundle, "no such file");
            }

            _places.Add(new(() => ReadNamed(bundle)));
        }

        if (KeepsInFiles)
        {
            if ((Variable(options, "SSL_CERT_FILE") ?? SystemFiles.FirstOrDefault(File.Exists)) is { } system)
            {
                AddFile(system);
            }
        }

        if (options.EnvironmentCertificates is { } environment)
        {
            AddFile(environment);
        }

        if (KeepsInFiles)
        {
            foreach (var folder in (Variable(options, "SSL_CERT_DIR") ?? "/etc/ssl/certs").Split(':', StringSplitOptions.RemoveEmptyEntries))
            {
                _places.Add(new(() => ReadFolder(folder)));
            }
        }
    }

    /// <summary>Whether the system's certificates are files of ours to read; elsewhere the system itself is asked.</summary>
    internal static bool KeepsInFiles => !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    internal int Count => _places.Count;

    /// <summary>Loads the certificates of one place that are so named.</summary>
    internal void LoadNamed(int place, ReadOnlySpan<byte> name, X509Certificate2Collection found) => _places[place].Value.LoadNamed(name, found);

    /// <summary>Loads all certificates of all places, which is slow.</summary>
    internal X509Certificate2Collection LoadAll()
    {
        var all = new X509Certificate2Collection();
        foreach (var place in _places)
        {
            place.Value.LoadAll(all);
        }

        return all;
    }

    private void AddFile(string path) => _places.Add(new(() =>
    {
        var certificates = new PemCertificates();
        _ = certificates.Add(path);
        return certificates;
    }));

    private static PemCertificates ReadNamed(string path)
    {
        if (Directory.Exists(path))
        {
            return ReadFolder(path);
        }

        var certificates = new PemCertificates();
        return certificates.Add(path) != Errno.None ? throw Errors.CertificateBundleUnreadable(path, LocalFile.Explain(path))
            : certificates.Count == 0 ? throw Errors.CertificateBundleUnreadable(path, "no certificate in PEM form")
            : certificates;
    }

    private static PemCertificates ReadFolder(string path)
    {
        var certificates = new PemCertificates();
        try
        {
            foreach (var file in Directory.EnumerateFiles(path))
            {
                _ = certificates.Add(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As a folder without certificates.
        }

        return certificates;
    }

    /// <summary>To pip the environment's bundle goes before the option's, unless a proxy is given; whoever needs either of them finds it here.</summary>
    private static IEnumerable<string> Named(IndexOptions options)
    {
        if (options.CertificateBundle is { } given)
        {
            yield return given;
        }

        if (options.Proxy is null && (Variable(options, "REQUESTS_CA_BUNDLE") ?? Variable(options, "CURL_CA_BUNDLE")) is { } variable && variable != options.CertificateBundle)
        {
            yield return variable;
        }
    }

    private static string? Variable(IndexOptions options, string name) => options.Environment(name) is { Length: > 0 } value ? value : null;
}
