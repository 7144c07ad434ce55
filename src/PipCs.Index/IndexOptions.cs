using PipCs.Standards.Names;

namespace PipCs.Index;

/// <summary>pip's options of the same names for the places where packages are looked for and for the use of the network.</summary>
public sealed record IndexOptions
{
    /// <summary>The index that pip uses where none is named.</summary>
    public const string DefaultIndexUrl = "https://pypi.org/simple";

    /// <summary><c>--index-url</c>: a URL, with or without credentials, or a local folder.</summary>
    public string IndexUrl { get; init; } = DefaultIndexUrl;

    /// <summary><c>--extra-index-url</c>, in order.</summary>
    public IReadOnlyList<string> ExtraIndexUrls { get; init; } = [];

    /// <summary><c>--no-index</c>: only <see cref="FindLinks"/>.</summary>
    public bool NoIndex { get; init; }

    /// <summary><c>--find-links</c>, in order: folders, local files, or URLs of pages or files.</summary>
    public IReadOnlyList<string> FindLinks { get; init; } = [];

    /// <summary>Projects that come from one index alone, whatever else is named; their dependencies are not affected. <see cref="NoIndex"/> shuts these indexes too.</summary>
    public IReadOnlyDictionary<ProjectName, IndexPin> Pins { get; init; } = new Dictionary<ProjectName, IndexPin>();

    /// <summary>Whether more than one index is asked.</summary>
    internal bool HasSeveralIndexes => ExtraIndexUrls.Count > 0 && ExtraIndexUrls.Any(url => url != IndexUrl);

    /// <summary><c>--trusted-host</c>: <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <summary><c>--cert</c>: a PEM file of certificate authorities, or a folder of them, believed beside the system's; null for what <c>REQUESTS_CA_BUNDLE</c> or <c>CURL_CA_BUNDLE</c> names.</summary>
    public string? CertificateBundle { get; init; }

    /// <summary>A PEM file of certificate authorities that the target environment brings (its pip's), believed too where it is there.</summary>
    public string? EnvironmentCertificates { get; init; }

    /// <summary><c>--client-cert</c>: a PEM file with a certificate and its key.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary><c>--proxy</c>; empty for none; null for the environment's.</summary>
    public string? Proxy { get; init; }

    /// <summary><c>--timeout</c>: how long to wait for bytes from a server; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>--retries</c>: how often a request is sent again.</summary>
    public int Retries { get; init; } = 5;

    /// <summary><c>--resume-retries</c>: how often a broken download is resumed.</summary>
    public int ResumeRetries { get; init; } = 5;

    /// <summary>Answer from the cache alone, however old it is.</summary>
    public bool Offline { get; init; }

    /// <summary>The time for which a page may be used without asking the server, in place of the index's own lifetime (an explicit <c>--cache-ttl</c>). Zero always asks; null uses the index's lifetime.</summary>
    public TimeSpan? PageLifetime { get; init; }

    /// <summary><c>--refresh-package</c>: normalised names of projects whose pages are asked for again though fresh; <c>:all:</c> for every one.</summary>
    public IReadOnlyList<string> RefreshPackages { get; init; } = [];

    /// <summary>Whether <see cref="RefreshPackages"/> names a project.</summary>
    public bool Refreshes(ProjectName project)
    {
        foreach (var name in RefreshPackages)
        {
            if (name == ":all:" || name == project.Value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many connections one server gets over HTTP/1.1.</summary>
    public int ConnectionsPerServer { get; init; } = 24;

    /// <summary><c>--keyring-provider</c>. With <c>--no-input</c> pip takes <c>auto</c> for <c>disabled</c>: that is the caller's to do.</summary>
    public KeyringProvider Keyring { get; init; } = KeyringProvider.Auto;

    /// <summary>Asks for logins that nothing else gives; null where nobody can be asked.</summary>
    public ILoginPrompt? LoginPrompt { get; init; }

    /// <summary>The target interpreter, whose <c>keyring</c> package is asked for logins; null where there is none yet.</summary>
    public string? PythonExecutable { get; init; }

    /// <summary>The target interpreter's folder of scripts: a <c>keyring</c> there is not the one that <see cref="KeyringProvider.Subprocess"/> means.</summary>
    public string? ScriptsFolder { get; init; }

    /// <summary>The target interpreter as <c>User-Agent</c> names it, such as <c>CPython</c>; null where there is none yet.</summary>
    public string? PythonImplementation { get; init; }

    /// <summary>The target interpreter's version, such as <c>3.11.7</c>.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>Finds the version of setuptools in the target environment, for <c>User-Agent</c>; asked before the first request only.</summary>
    public Func<string?> SetuptoolsVersion { get; init; } = static () => null;

    /// <summary>Reads the environment's proxies, certificate bundles and <c>NETRC</c>; tests give their own.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
