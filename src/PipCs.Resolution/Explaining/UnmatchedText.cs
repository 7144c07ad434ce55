using PipCs.Resolution.Projects;

namespace PipCs.Resolution.Explaining;

/// <summary>pip's words for a requirement that no candidate suits.</summary>
internal sealed class UnmatchedText(ResolutionInputs inputs, ConflictCause cause)
{
    private readonly ProjectState _project = cause.Target.Project!;

    /// <summary>The requirement as pip prints it, followed by the asker.</summary>
    internal string Shown => cause.Parent is null ? Text : $"{Text} (from {cause.ParentName})";

    /// <summary>Whether the user most likely forgot <c>-r</c>.</summary>
    internal bool IsRequirementsFile => Text == "requirements.txt";

    private string Text => cause.Dependency.Direct is { } direct ? $"{direct.Project} {direct.Version}"
        : cause.Dependency.Extras.Length > 0 && !cause.Dependency.Requirement.Specifier.IsEmpty ? cause.Dependency.TextWithoutExtras : cause.Dependency.Text;

    private bool AreOnlyFinalsAllowed => inputs.Request.Options.Releases.Prereleases(_project.Name) == false;

    /// <summary>The lines before the error, in order.</summary>
    internal IEnumerable<string> Lines()
    {
        (List<string> versions, List<string> yanked) = KnownVersions();
        if (yanked.Count > 0)
        {
            yield return $"Ignored the following yanked versions: {string.Join(", ", yanked)}";
        }

        var skipped = new SortedSet<string>(_project.Judgement?.RequiresPythonReasons() ?? [], StringComparer.Ordinal);
        if (skipped.Count > 0)
        {
            yield return $"Ignored the following versions that require a different python version: {string.Join("; ", skipped)}";
        }

        yield return inputs.Source.IsLocked(_project.Name) ? LockedLine(versions) : UnfoundLine(versions);
    }

    private string UnfoundLine(List<string> versions)
    {
        string kind = AreOnlyFinalsAllowed ? "final version" : "version";
        return $"Could not find a {kind} that satisfies the requirement {Shown} (from versions: {(versions.Count == 0 ? "none" : string.Join(", ", versions))})";
    }

    private string LockedLine(List<string> versions)
        => AreOnlyFinalsAllowed && _project.Page!.GetVersion(0).IsPrerelease
            ? $"A pre-release version {_project.Page.GetVersion(0)} is specified in a provided lock file for {_project.Name} but only final versions are allowed"
            : $"The requirement {Shown} is not compatible with version {string.Join(", ", versions)} specified in a provided lock file";

    private (List<string> Versions, List<string> Yanked) KnownVersions()
    {
        var versions = new List<string>();
        var yanked = new List<string>();
        for (int i = 0; i < (_project.Page?.VersionCount ?? 0); i++)
        {
            if (_project.Judgement!.IsUsable(i))
            {
                versions.Add(_project.Page!.GetVersion(i).ToString());
            }

            if (_project.Judgement.HasYankedFile(i))
            {
                yanked.Add(_project.Page!.GetVersion(i).ToString());
            }
        }

        return (versions, yanked);
    }
}
