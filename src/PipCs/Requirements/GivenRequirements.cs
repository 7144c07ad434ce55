using PipCs.Index;
using PipCs.Resolution;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Requirements;

/// <summary>Everything that a person asked for, read from all sources, in order.</summary>
public sealed class GivenRequirements
{
    /// <summary>The requirements whose markers hold.</summary>
    public List<RootRequirement> Requirements { get; } = [];

    /// <summary>The requirements whose projects are not known yet.</summary>
    public List<UnnamedRequirement> Unnamed { get; } = [];

    /// <summary>The requirements whose markers do not hold, as pip tells of them once it has said where it looks.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>The constraints whose markers hold.</summary>
    public List<RootRequirement> Constraints { get; } = [];

    /// <summary>What stands in for every requirement on its project, whether its marker holds or not.</summary>
    public List<RootRequirement> Overrides { get; } = [];

    /// <summary>The indexes that lines of files pin their projects to.</summary>
    public List<KeyValuePair<ProjectName, IndexPin>> IndexPins { get; } = [];

    /// <summary>Whether a file asked for hashes, or a requirement came with some.</summary>
    public bool RequireHashes { get; internal set; }

    /// <summary>Whether a file said <c>--no-require-hashes</c>.</summary>
    public bool NoRequireHashes { get; internal set; }

    /// <summary>The index options of the files, in order: name in long form, value, and the file's folder for relative paths.</summary>
    public List<FileOption> Options { get; } = [];

    /// <summary>For a direct file or URL without a name of its own, how a person wrote it, by the URL in the requirement.</summary>
    public Dictionary<string, string> DirectDisplay { get; } = new(StringComparer.Ordinal);

    /// <summary>For each project that a lock file gives a wheel or sdist of: a page with that file alone, which stands in for every index.</summary>
    public Dictionary<ProjectName, ProjectPage> LockedPages { get; } = [];

    /// <summary>Where a requirement with this URL was given, as messages say it after its link; empty for the command line, and where no person gave it.</summary>
    public string FromOf(string? url) => OriginOf(url) is { Length: > 0 } origin ? $" (from {origin})" : "";

    /// <summary>The origin of the requirement with this URL; empty for the command line, and where there is no such requirement.</summary>
    internal string OriginOf(string? url) => url is null ? "" : Requirements.Find(root => root.Requirement.Url == url)?.Origin ?? "";

    /// <summary>The projects asked for, with the spelling that was used first.</summary>
    public Dictionary<ProjectName, string> Spelling { get; } = [];
}

/// <summary>An option line of a requirements file.</summary>
/// <param name="Name">The long name without dashes.</param>
/// <param name="Value">The value; empty for a flag.</param>
/// <param name="File">The file that says it.</param>
/// <param name="LineNumber">The line that says it, from 1.</param>
public sealed record FileOption(string Name, string Value, string File, int LineNumber);
