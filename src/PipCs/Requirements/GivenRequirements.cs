using PipCs.Index;
using PipCs.Resolution;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Requirements;

/// <summary>All requirements, constraints and options that were read from the sources of a command, in order.</summary>
public sealed class GivenRequirements
{
    /// <summary>The requirements whose markers hold.</summary>
    public List<RootRequirement> Requirements { get; } = [];

    /// <summary>The requirements whose projects are not known yet.</summary>
    public List<UnnamedRequirement> Unnamed { get; } = [];

    /// <summary>pip's lines about requirements whose markers do not hold, which are printed after the lines about the indexes.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>The constraints whose markers hold.</summary>
    public List<RootRequirement> Constraints { get; } = [];

    /// <summary>The overrides, those whose markers do not hold included.</summary>
    public List<RootRequirement> Overrides { get; } = [];

    /// <summary>The indexes that lines of files pin their projects to.</summary>
    public List<KeyValuePair<ProjectName, IndexPin>> IndexPins { get; } = [];

    /// <summary>Whether a file requires hashes, or a requirement has some.</summary>
    public bool RequireHashes { get; internal set; }

    /// <summary>Whether a file has <c>--no-require-hashes</c>.</summary>
    public bool NoRequireHashes { get; internal set; }

    /// <summary>The index options of the files, in order: name in long form, value, and the file's folder for relative paths.</summary>
    public List<FileOption> Options { get; } = [];

    /// <summary>The texts of paths and URLs that were given without a project's name, as the user wrote them, by the URL in the requirement.</summary>
    public Dictionary<string, string> DirectDisplay { get; } = new(StringComparer.Ordinal);

    /// <summary>For each project that a lock file has a wheel or sdist of, a page with that file alone, which replaces the pages of all indexes.</summary>
    public Dictionary<ProjectName, ProjectPage> LockedPages { get; } = [];

    /// <summary>The text that messages have behind this URL: the file and line that gave it; empty for the command line and for URLs that nobody gave.</summary>
    public string FromOf(string? url) => OriginOf(url) is { Length: > 0 } origin ? $" (from {origin})" : "";

    /// <summary>The origin of the requirement with this URL; empty for the command line, and where there is no such requirement.</summary>
    internal string OriginOf(string? url) => url is null ? "" : Requirements.Find(root => root.Requirement.Url == url)?.Origin ?? "";

    /// <summary>The requested projects, each in the spelling that was used first.</summary>
    public Dictionary<ProjectName, string> Spelling { get; } = [];
}

/// <summary>An option line of a requirements file.</summary>
/// <param name="Name">The long name without dashes.</param>
/// <param name="Value">The value; empty for a flag.</param>
/// <param name="File">The file that has the line.</param>
/// <param name="LineNumber">The number of the line, from 1.</param>
public sealed record FileOption(string Name, string Value, string File, int LineNumber);
