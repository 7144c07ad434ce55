using PipCs.Python.Tags;
using PipCs.Standards.Markers;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Python.Interpreters;

/// <summary>
/// A Python interpreter, as a probe or its environment's <c>pyvenv.cfg</c> describes it. Immutable; what
/// costs something (<see cref="Tags"/>, <see cref="SitePaths"/>) is made when first asked for. Thread-safe.
/// </summary>
public sealed record Interpreter
{
    private InterpreterFacts? _facts;
    private PackageVersion? _version;
    private MarkerEnvironment? _markers;
    private SupportedTags? _tags;
    private IReadOnlyList<string>? _sitePaths;

    /// <summary><c>sys.executable</c>: what the environment is run with (not resolved).</summary>
    public required string Executable { get; init; }

    /// <summary><c>sys.prefix</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary><c>sys.base_prefix</c>.</summary>
    public required string BasePrefix { get; init; }

    /// <summary>Whether it is a virtual environment.</summary>
    public bool IsVirtualEnvironment => !string.Equals(Prefix, BasePrefix, StringComparison.Ordinal);

    /// <summary>Whether a virtual environment also sees the base's site-packages.</summary>
    public bool IncludesSystemSitePackages { get; init; }

    /// <summary>The full version.</summary>
    public PackageVersion Version
    {
        get => _version ??= ParseVersion(Markers.PythonFullVersion);
        init => _version = value;
    }

    /// <summary>The values that markers compare.</summary>
    public MarkerEnvironment Markers
    {
        get => _markers ??= InterpreterMarkers.From(Described);
        init => _markers = value;
    }

    /// <summary>The tags that it supports, best first.</summary>
    public SupportedTags Tags
    {
        get => _tags ??= new SupportedTags(ProbedTags.From(Described));
        init => _tags = value;
    }

    /// <summary>Where a wheel's parts go in this environment.</summary>
    public required InstallationScheme Scheme { get; init; }

    /// <summary>Where they go with <c>--user</c>; null where user site-packages are off for good (in an isolated virtual environment).</summary>
    public InstallationScheme? UserScheme { get; init; }

    /// <summary>Where the user's site-packages are, whether seen or not: <c>site.getusersitepackages()</c>; null where there are none.</summary>
    public string? UserSiteFolder { get; init; }

    /// <summary>Whether the user's site-packages are seen (<c>site.ENABLE_USER_SITE</c>).</summary>
    public bool IsUserSiteEnabled { get; init; }

    /// <summary>The folders of <c>sys.path</c> in its order, whether they exist or not: those of <c>PYTHONPATH</c>, the library's, the site-packages; <c>.pth</c> files are not read for it.</summary>
    public IReadOnlyList<string> SearchFolders { get; init; } = [];

    /// <summary>Where in <see cref="SearchFolders"/> the site-packages begin: <c>.pth</c> files count only there.</summary>
    public int FirstSiteFolder { get; init; }

    /// <summary>The folders of <c>sys.path</c> that exist in a fresh process, the library's and the additions of <c>.pth</c> files included.</summary>
    public IReadOnlyList<string> SitePaths
    {
        get => _sitePaths ??= Installed.SiteListing.Read(this).Paths();
        init => _sitePaths = value;
    }

    /// <summary><c>sys.implementation.cache_tag</c>, such as <c>cpython-311</c>; null where bytecode is not kept.</summary>
    public string? CacheTag { get; init; }

    /// <summary>The magic number of its bytecode, in hexadecimal.</summary>
    public required string BytecodeMagic { get; init; }

    /// <summary>The folder of the standard library, which may hold EXTERNALLY-MANAGED (PEP 668).</summary>
    public required string StandardLibrary { get; init; }

    /// <summary>The base interpreter's real path.</summary>
    public required string BaseExecutable { get; init; }

    internal InterpreterFacts? Facts
    {
        get => _facts;
        init => _facts = value;
    }

    private InterpreterFacts Described => _facts ?? throw new InvalidOperationException("This interpreter was not made by a probe.");

    /// <summary>The scheme of <c>--prefix</c>: this interpreter's layout below another folder.</summary>
    public InstallationScheme SchemeForPrefix(string prefix)
        => InstallationScheme.From(Described.GetList(IsVirtualEnvironment && !IsOwn ? Fact.EnvironmentPrefixScheme : Fact.OwnPrefixScheme), prefix, prefix)
            ?? throw new InvalidOperationException("The interpreter has no scheme for a prefix.");

    /// <summary>The scheme of <c>--home</c>, which is also how <c>--target</c> lays out the folder that it installs to aside.</summary>
    public InstallationScheme SchemeForHome(string home)
        => InstallationScheme.From(Described.GetList(IsVirtualEnvironment && !IsOwn ? Fact.EnvironmentHomeScheme : Fact.OwnHomeScheme), home, home)
            ?? throw new InvalidOperationException("The interpreter has no scheme for a home.");

    /// <summary>The same interpreter with the tags and the version of another: what to choose wheels for. Markers stay its own, as with pip.</summary>
    public Interpreter Retarget(InterpreterTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.IsEmpty)
        {
            return this;
        }

        var tags = new SupportedTags(ProbedTags.From(Described, target));
        return target.Version.Count == 0
            ? this with { Tags = tags }
            : this with { Tags = tags, Version = PackageVersion.Parse(string.Join('.', target.Version.Concat([0, 0]).Take(3))) };
    }

    // Whether the facts were told by this very environment, not by its base.
    private bool IsOwn => Described.GetBytes(Fact.Prefix).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Prefix));

    private static PackageVersion ParseVersion(string text)
        => PackageVersion.Parse(text.EndsWith('+') ? text + "local" : text);
}
