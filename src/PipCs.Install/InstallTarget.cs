using PipCs.Install.Staging;
using PipCs.Python.Interpreters;

namespace PipCs.Install;

/// <summary>The kind of folders into which an installation writes.</summary>
public enum TargetKind
{
    /// <summary>Those of the interpreter's environment.</summary>
    Environment,

    /// <summary>Those of the user (<c>--user</c>).</summary>
    User,

    /// <summary>Folders that the user named (<c>--prefix</c>, <c>--root</c>, <c>--target</c>).</summary>
    Folder,
}

/// <summary>Whether an existing entry is replaced, if it belongs to no distribution that is removed.</summary>
public enum ExistingEntries
{
    /// <summary>A new entry takes its place.</summary>
    Replaced,

    /// <summary>A new entry takes its place unless it is a link (<c>--target --upgrade</c>).</summary>
    ReplacedUnlessLink,

    /// <summary>It stays, and the new one is left out (<c>--target</c>).</summary>
    Kept,
}

/// <summary>The folders that wheels are installed into, and the interpreter that they are for.</summary>
public sealed record InstallTarget
{
    private string[]? _libraries;
    private string[]? _borders;
    private HashSet<string>? _kept;

    /// <summary>The kind of folders.</summary>
    public TargetKind Kind { get; init; }

    /// <summary>Whether existing entries are replaced.</summary>
    public ExistingEntries Existing { get; init; }

    /// <summary>
    /// Whether one folder gets everything (<c>--target</c>). pip moves the files there after it has written RECORD, so that RECORD names commands and data by
    /// <c>../../</c>, and a distribution there need not have a RECORD.
    /// </summary>
    public bool IsFlat { get; init; }

    /// <summary>The folders, absolute.</summary>
    public required InstallationScheme Scheme { get; init; }

    /// <summary>The interpreter that scripts name in their <c>#!</c> line.</summary>
    public required string ScriptExecutable { get; init; }

    /// <summary>The interpreter's version and cache tag, for names of scripts (<c>pip3.11</c>) and of bytecode.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>The folder that <c>--root</c> puts in front of every path when writing, or null.</summary>
    public string? Root { get; init; }

    /// <summary>The folder that scripts are written to.</summary>
    public string ScriptsFolder => InstallPath.InRoot(Root, Scheme.Scripts);

    /// <summary>The folders for modules, below <see cref="Root"/>: one, or two where compiled modules have a folder of their own.</summary>
    public IReadOnlyList<string> LibraryFolders
    {
        get
        {
            var pure = InstallPath.InRoot(Root, Scheme.Purelib);
            var compiled = InstallPath.InRoot(Root, Scheme.Platlib);
            return pure == compiled ? [pure] : [pure, compiled];
        }
    }

    /// <summary>The folders of the installation, links resolved. A distribution in <see cref="LibraryFolders"/> owns nothing outside of them.</summary>
    internal IReadOnlyList<string> Borders
        => _borders ??= [InstallPath.Real(InstallPath.InRoot(Root, Scheme.Data)), InstallPath.Real(ScriptsFolder), .. RealLibraries];

    /// <summary>The folders that stay even when they become empty, links resolved, because an environment needs its site-packages and <c>bin</c>.</summary>
    internal HashSet<string> KeptFolders
    {
        get
        {
            if (_kept is null)
            {
                var kept = new HashSet<string>(Borders, StringComparer.Ordinal);
                InstallationScheme?[] schemes = Kind == TargetKind.Folder ? [] : [Interpreter.Scheme, Interpreter.UserScheme];
                foreach (var scheme in schemes)
                {
                    if (scheme is not null)
                    {
                        kept.UnionWith(((string[])[scheme.Purelib, scheme.Platlib, scheme.Scripts, scheme.Data]).Select(InstallPath.Real));
                    }
                }

                _kept = kept;
            }

            return _kept;
        }
    }

    private string[] RealLibraries => _libraries ??= [.. LibraryFolders.Select(InstallPath.Real)];

    /// <summary>Whether a distribution lies in one of <see cref="LibraryFolders"/>.</summary>
    public bool Holds(Python.Installed.InstalledDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return RealLibraries.Any(folder => InstallPath.IsWithin(distribution.InstalledLocation, folder));
    }
}

/// <summary>How one wheel is installed.</summary>
public sealed record WheelInstallation
{
    /// <summary>The wheel.</summary>
    public required PipCs.Store.StoredWheel Wheel { get; init; }

    /// <summary>Its bytecode; null with <c>--no-compile</c>.</summary>
    public PipCs.Store.StoredBytecode? Bytecode { get; init; }

    /// <summary>Whether REQUESTED is written.</summary>
    public bool IsRequested { get; init; }

    /// <summary>direct_url.json, or null.</summary>
    public PipCs.Standards.DirectUrls.DirectUrl? DirectUrl { get; init; }

    /// <summary>Its place in the order of installing: where two wheels have the same file, that of the later place wins.</summary>
    public int Position { get; init; }

    /// <summary>The requirement as errors name it (<c>For req: ...</c>); null for <c>name==version</c>.</summary>
    public string? Description { get; init; }

    /// <summary>The name of the folder for its C headers; null for the name in the wheel's file name.</summary>
    public string? HeadersName { get; init; }
}
