using System.Security.Cryptography.X509Certificates;
using PipCs.Index.Sources;
using PipCs.Platform;

namespace PipCs.Index.Http.Trust;

/// <summary>
/// The sources of trusted roots, as in pip: the files of <c>--cert</c> and of environment variables, the system's certificates
/// (or those of <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> in place of them), and the bundle of the environment's pip. A source
/// is read only when the ones before it were not sufficient. Thread-safe.
/// </summary>
internal sealed class TrustSources
{
    /// <summary>The places of the system's bundle (those that pip's truststore knows, Debian's first).</summary>
    private static readonly string[] SystemFiles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/cert.pem", "/etc/ssl/ca-bundle.pem"];

    private readonly List<Lazy<PemCertificates>> _places = [];

    /// <summary>Finds the sources without reading any.</summary>
    /// <exception cref="Diagnostics.UserErrorException">A named file does not exist.</exception>
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

    /// <summary>Whether the system's certificates are files that we read. On Windows and macOS the system itself decides.</summary>
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

    /// <summary>The files that variables and the option name. pip reads the variable's file and then ignores the option's, unless a proxy is given; here both are read.</summary>
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
