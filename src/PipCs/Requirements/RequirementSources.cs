namespace PipCs.Requirements;

/// <summary>The sources of a command's requirements, as the command line names them.</summary>
public sealed record RequirementSources
{
    /// <summary>Requirement specifiers, paths and URLs.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Requirements files (<c>-r</c>): paths or URLs.</summary>
    public IReadOnlyList<string> RequirementFiles { get; init; } = [];

    /// <summary>Constraints files (<c>-c</c>): paths or URLs.</summary>
    public IReadOnlyList<string> ConstraintFiles { get; init; } = [];

    /// <summary>Overrides files (<c>--override</c>): paths or URLs of files whose lines replace all other requirements on their projects.</summary>
    public IReadOnlyList<string> OverrideFiles { get; init; } = [];

    /// <summary>Dependency groups (<c>--group</c>): the <c>pyproject.toml</c> or lock file, and the group's name.</summary>
    public IReadOnlyList<(string File, string Group)> Groups { get; init; } = [];

    /// <summary>Scripts whose inline metadata lists their requirements (<c>--requirements-from-script</c>); at most one.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Whether no source is named.</summary>
    public bool AreEmpty => Arguments.Count + RequirementFiles.Count + Editables.Count + Groups.Count + Scripts.Count == 0;

    /// <summary>The path or URL of the first lock file, without extras; null where there is none.</summary>
    public string? FirstLockFile => RequirementFiles.Concat(Groups.Select(group => group.File)).Where(LockFileSource.Matches).Select(file => RequirementText.StripExtras(file).Path).FirstOrDefault();

    /// <summary>Editable requirements (<c>-e</c>).</summary>
    public IReadOnlyList<string> Editables { get; init; } = [];
}
