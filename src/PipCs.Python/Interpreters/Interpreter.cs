using PipCs.Standards.Markers;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Python.Interpreters;

/// <summary>A Python interpreter, as a probe or its environment's <c>pyvenv.cfg</c> describes it. Immutable.</summary>
public sealed record Interpreter
{
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
    public required PackageVersion Version { get; init; }

    /// <summary>The values that markers compare.</summary>
    public required MarkerEnvironment Markers { get; init; }

    /// <summary>The tags that it supports, best first.</summary>
    public required SupportedTags Tags { get; init; }

    /// <summary>Where a wheel's parts go in this environment.</summary>
    public required InstallationScheme Scheme { get; init; }

    /// <summary>Where they go with <c>--user</c>; null where user site-packages are off for good (in an isolated virtual environment).</summary>
    public InstallationScheme? UserScheme { get; init; }

    /// <summary>The folders of <c>sys.path</c> that exist in a fresh isolated process, site-packages and <c>.pth</c> additions included, the standard library left out.</summary>
    public required IReadOnlyList<string> SitePaths { get; init; }

    /// <summary><c>sys.implementation.cache_tag</c>, such as <c>cpython-311</c>; null where bytecode is not kept.</summary>
    public string? CacheTag { get; init; }

    /// <summary>The magic number of its bytecode, in hexadecimal.</summary>
    public required string BytecodeMagic { get; init; }

    /// <summary>The folder of the standard library, which may hold EXTERNALLY-MANAGED (PEP 668).</summary>
    public required string StandardLibrary { get; init; }

    /// <summary>The base interpreter's real path.</summary>
    public required string BaseExecutable { get; init; }
}

/// <summary>The folders into which the parts of a wheel go (Binary distribution format; sysconfig's names).</summary>
/// <param name="Purelib">Pure Python modules.</param>
/// <param name="Platlib">Modules with compiled parts.</param>
/// <param name="Headers">C headers, without the project's own folder (pip appends its name).</param>
/// <param name="Scripts">Scripts.</param>
/// <param name="Data">Everything else, laid out from here.</param>
public sealed record InstallationScheme(string Purelib, string Platlib, string Headers, string Scripts, string Data);
