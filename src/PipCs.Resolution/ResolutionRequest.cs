using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Resolution;

/// <summary>The input of a resolution: requirements, the target interpreter, installed distributions, and rules.</summary>
public sealed record ResolutionRequest
{
    private PackageVersion? _pythonVersion;

    /// <summary>The requested requirements, in the order given.</summary>
    public required IReadOnlyList<RootRequirement> Requirements { get; init; }

    /// <summary>The constraints (<c>-c</c>), which restrict the chosen versions and request nothing.</summary>
    public IReadOnlyList<RootRequirement> Constraints { get; init; } = [];

    /// <summary>
    /// The overrides. They replace every requirement on their projects, but keep the requested extras. If no override of a project has a marker that
    /// holds, all requirements on that project are dropped.
    /// </summary>
    public IReadOnlyList<RootRequirement> Overrides { get; init; } = [];

    /// <summary>The target's marker values.</summary>
    public required MarkerEnvironment Environment { get; init; }

    /// <summary>The target's tags.</summary>
    public required SupportedTags Tags { get; init; }

    /// <summary>The target's full version for comparisons with Requires-Python; that of <see cref="Environment"/> unless it is set.</summary>
    public PackageVersion PythonVersion
    {
        get => _pythonVersion ??= PackageVersion.Parse(Environment.PythonFullVersion);
        init => _pythonVersion = value;
    }

    /// <summary>The installed distributions by project; empty with <c>--ignore-installed</c> and for a target folder.</summary>
    public IReadOnlyDictionary<ProjectName, InstalledCandidate> Installed { get; init; } = new Dictionary<ProjectName, InstalledCandidate>();

    /// <summary>The rules by which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Measures where the time goes; null to measure nothing.</summary>
    public ResolutionTimes? Times { get; init; }
}

/// <summary>A requirement, constraint or override of the request.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Origin">The place that gave it, in pip's words: <c>-r FILE (line N)</c> or <c>-c FILE (line N)</c>; empty for the command line.</param>
/// <param name="Hashes">The hashes admitted, as <c>algorithm:hex</c>; empty where none are given.</param>
public sealed record RootRequirement(Requirement Requirement, string Origin, IReadOnlyList<string> Hashes)
{
    /// <summary>A requirement of the command line or of a program, without hashes.</summary>
    public RootRequirement(Requirement requirement)
        : this(requirement, "", [])
    {
    }
}

/// <summary>pip's upgrade strategies.</summary>
public enum UpgradeStrategy
{
    /// <summary>Keeps installed distributions that satisfy the requirements (no <c>--upgrade</c>).</summary>
    ToSatisfyOnly,

    /// <summary>Upgrades the requested projects to the newest versions, and dependencies only if they must change.</summary>
    OnlyIfNeeded,

    /// <summary>Upgrades everything to the newest versions.</summary>
    Eager,
}

/// <summary>The kinds of distribution that may be used (<c>--no-binary</c>, <c>--only-binary</c>).</summary>
/// <param name="NoBinaryAll">No wheels, except for the projects named in <paramref name="OnlyBinary"/>.</param>
/// <param name="OnlyBinaryAll">No sdists, except for the projects named in <paramref name="NoBinary"/>.</param>
/// <param name="NoBinary">Projects of which no wheels are used.</param>
/// <param name="OnlyBinary">Projects of which no sdists are used.</param>
public sealed record FormatControl(bool NoBinaryAll, bool OnlyBinaryAll, IReadOnlySet<ProjectName> NoBinary, IReadOnlySet<ProjectName> OnlyBinary)
{
    /// <summary>Everything may be used.</summary>
    public static FormatControl Any { get; } = new(false, false, new HashSet<ProjectName>(), new HashSet<ProjectName>());

    /// <summary>Whether wheels of the project may be used.</summary>
    public bool AllowsWheel(ProjectName project) => OnlyBinary.Contains(project) || (!NoBinary.Contains(project) && !NoBinaryAll);

    /// <summary>Whether sdists of the project may be used.</summary>
    public bool AllowsSdist(ProjectName project) => NoBinary.Contains(project) || (!OnlyBinary.Contains(project) && !OnlyBinaryAll);
}

/// <summary>The projects for which pre-releases are wanted (<c>--pre</c>, <c>--all-releases</c>, <c>--only-final</c>).</summary>
/// <param name="All">Pre-releases of every project but those of <paramref name="OnlyFinal"/>.</param>
/// <param name="OnlyFinalAll">Never a pre-release but of those in <paramref name="AllReleases"/>.</param>
/// <param name="AllReleases">Projects whose pre-releases are wanted.</param>
/// <param name="OnlyFinal">Projects whose pre-releases are never used.</param>
public sealed record ReleaseControl(bool All, bool OnlyFinalAll, IReadOnlySet<ProjectName> AllReleases, IReadOnlySet<ProjectName> OnlyFinal)
{
    /// <summary>packaging's rule: pre-releases are used if a specifier names one or there is no other version.</summary>
    public static ReleaseControl Default { get; } = new(false, false, new HashSet<ProjectName>(), new HashSet<ProjectName>());

    /// <summary>Whether pre-releases of the project are wanted (true), never used (false), or used by packaging's rule (null).</summary>
    public bool? Prereleases(ProjectName project)
        => AllReleases.Contains(project) ? true : OnlyFinal.Contains(project) ? false : All ? true : OnlyFinalAll ? false : null;
}
