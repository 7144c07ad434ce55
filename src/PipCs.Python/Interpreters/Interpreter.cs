using PipCs.Python.Tags;
using PipCs.Standards.Markers;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Python.Interpreters;

/// <summary>
/// A Python interpreter, from a probe or from its environment's <c>pyvenv.cfg</c>. Immutable. Expensive
/// properties (<see cref="Tags"/>, <see cref="SitePaths"/>) are computed when they are first asked for. Thread-safe.
/// </summary>
public sealed record Interpreter
{
    private InterpreterFacts? _facts;
    private PackageVersion? _version;
    private MarkerEnvironment? _markers;
    private SupportedTags? _tags;
    private IReadOnlyList<string>? _sitePaths;

    /// <summary><c>sys.executable</c>: the path by which the environment's Python is started (links not resolved).</summary>
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

    /// <summary>The folders for a wheel's parts in this environment.</summary>
    public required InstallationScheme Scheme { get; init; }

    /// <summary>The folders with <c>--user</c>; null in an isolated virtual environment, where user site-packages cannot be turned on.</summary>
    public InstallationScheme? UserScheme { get; init; }

    /// <summary>The user's site-packages, whether in use or not: <c>site.getusersitepackages()</c>; null where there are none.</summary>
    public string? UserSiteFolder { get; init; }

    /// <summary>Whether the user's site-packages are in use (<c>site.ENABLE_USER_SITE</c>).</summary>
    public bool IsUserSiteEnabled { get; init; }

    /// <summary>The folders of <c>sys.path</c> in its order, whether they exist or not: those of <c>PYTHONPATH</c>, the library's, the site-packages; <c>.pth</c> files are not read for it.</summary>
    public IReadOnlyList<string> SearchFolders { get; init; } = [];

    /// <summary>The position in <see cref="SearchFolders"/> of the first site-packages folder; <c>.pth</c> files count only from there on.</summary>
    public int FirstSiteFolder { get; init; }

    /// <summary>The folders of <c>sys.path</c> that exist in a fresh process, the library's and the additions of <c>.pth</c> files included.</summary>
    public IReadOnlyList<string> SitePaths
    {
        get => _sitePaths ??= Installed.SiteListing.Read(this).Paths();
        init => _sitePaths = value;
    }

    /// <summary><c>sys.implementation.cache_tag</c>, such as <c>cpython-311</c>; null where the interpreter keeps no bytecode.</summary>
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

    /// <summary>The same interpreter with the tags and the version of another, for choosing wheels for that one. As in pip, the markers stay its own.</summary>
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

    // Whether this environment was probed itself, and not its base.
    private bool IsOwn => Described.GetBytes(Fact.Prefix).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Prefix));

    private static PackageVersion ParseVersion(string text)
        => PackageVersion.Parse(text.EndsWith('+') ? text + "local" : text);
}
