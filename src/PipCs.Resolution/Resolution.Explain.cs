using System.Text;
using PipCs.Diagnostics;
using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution;

internal sealed partial class Resolution
{
    private readonly List<string> _linesBefore = [];

    /// <summary>Words a shortened failure as pip does and adds the derivation as a hint. The lines before the last go to the observer.</summary>
    private UserErrorException Explain(Incompatibility failure)
    {
        var causes = ConflictCauses.Of(failure);
        List<Incompatibility> pythons = causes.Of(Reason.RequiresPython);
        if (pythons.Count > 0)
        {
            return ExplainPython(pythons);
        }

        List<ConflictCause> conflict = WhereWalkEnds(WithRequested(causes.OnOnePackage()));
        var hints = new List<string>();
        if (conflict.Count == 1 && conflict[0].Target.Project!.Constraint is null)
        {
            AddCandidateHints(conflict, hints);
            return ExplainSingle(conflict[0], hints);
        }

        string derivation = Derivation.Tell(failure);
        hints.Add(derivation);
        AddConstraintHints(causes, derivation, hints);
        AddCandidateHints(conflict, hints);
        foreach (ProjectState project in causes.Of(Reason.Dependency).Select(fact => fact.Target!.Project!).Distinct())
        {
            if (project.Page is null && project.Direct.Count == 0 && source.HintFor(project.Name) is { } hint && !hints.Contains(hint))
            {
                hints.Add(hint);
            }
        }

        Error($"Cannot install {Triggers(conflict)} because these package versions have conflicting dependencies.");
        observer?.Info(ConflictLines(conflict));
        return Errors.ResolutionImpossible(_linesBefore, hints);
    }

    /// <summary>Whether what would be said to suit nothing was judged by an old page: a cache may have answered without asking.</summary>
    private async ValueTask<bool> HasNewPageAsync(Incompatibility failure)
    {
        IEnumerable<ProjectName> projects = ConflictCauses.Of(failure).Facts.SelectMany(static fact => fact.Packages.Append(fact.Target!)).Where(static package => package.Project is not null)
            .Select(static package => package.Project!.Name).Distinct();
        bool[] areNew = await Task.WhenAll(projects.Select(project => source.RefreshPageAsync(project, cancellationToken).AsTask())).ConfigureAwait(false);
        return areNew.Contains(true);
    }

    private UserErrorException ExplainPython(List<Incompatibility> facts)
    {
        string version = request.PythonVersion.ToString();
        if (facts.Count == 1)
        {
            return Errors.DifferentPython(facts[0].Target!.Identifier, version, ((SpecifierSet)facts[0].Source!).ToString());
        }

        var lines = new List<string>();
        foreach (Incompatibility fact in facts)
        {
            SolverPackage package = fact.Target!;
            int position = Positions.HighestBelow(fact.Sets[0], int.MaxValue);
            Candidate candidate = package.Project!.ChoiceAt(position).Candidate;
            lines.Add($"'{fact.Source}' (required by {package.Identifier} {candidate.Version} (from {candidate.DirectUrl ?? candidate.File?.Url}))");
        }

        return Errors.DifferentPythonForSeveral(version, lines);
    }

    private UserErrorException ExplainSingle(ConflictCause cause, List<string> hints)
    {
        ProjectState project = cause.Target.Project!;
        string text = cause.Dependency.Direct is { } direct ? $"{direct.Project} {direct.Version}"
            : cause.Dependency.Extras.Length > 0 && !cause.Dependency.Requirement.Specifier.IsEmpty ? cause.Dependency.TextWithoutExtras : cause.Dependency.Text;
        string shown = cause.Parent is null ? text : $"{text} (from {cause.ParentName})";
        (List<string> versions, List<string> yanked) = KnownVersions(project);
        if (yanked.Count > 0)
        {
            Error($"Ignored the following yanked versions: {string.Join(", ", yanked)}");
        }

        var skipped = new SortedSet<string>(project.Judgement?.RequiresPythonReasons() ?? [], StringComparer.Ordinal);
        if (skipped.Count > 0)
        {
            Error($"Ignored the following versions that require a different python version: {string.Join("; ", skipped)}");
        }

        Error(source.IsLocked(project.Name) ? LockedLine(project, shown, versions) : UnfoundLine(project, shown, versions));
        if (text == "requirements.txt")
        {
            observer?.Info("HINT: You are attempting to install a package literally named \"requirements.txt\" (which cannot exist). Consider using the '-r' flag to install the packages listed in requirements.txt");
        }

        return Errors.NoMatchingDistribution(shown, _linesBefore, hints);
    }

    private string UnfoundLine(ProjectState project, string shown, List<string> versions)
    {
        string kind = request.Releases.Prereleases(project.Name) == false ? "final version" : "version";
        return $"Could not find a {kind} that satisfies the requirement {shown} (from versions: {(versions.Count == 0 ? "none" : string.Join(", ", versions))})";
    }

    private string LockedLine(ProjectState project, string shown, List<string> versions)
        => request.Releases.Prereleases(project.Name) == false && project.Page!.GetVersion(0).IsPrerelease
            ? $"A pre-release version {project.Page.GetVersion(0)} is specified in a provided lock file for {project.Name} but only final versions are allowed"
            : $"The requirement {shown} is not compatible with version {string.Join(", ", versions)} specified in a provided lock file";

    private static (List<string> Versions, List<string> Yanked) KnownVersions(ProjectState project)
    {
        var versions = new List<string>();
        var yanked = new List<string>();
        for (int i = 0; i < (project.Page?.VersionCount ?? 0); i++)
        {
            if (project.Judgement!.IsUsable(i))
            {
                versions.Add(project.Page!.GetVersion(i).ToString());
            }

            if (project.Judgement.HasYankedFile(i))
            {
                yanked.Add(project.Page!.GetVersion(i).ToString());
            }
        }

        return (versions, yanked);
    }

    private static string Triggers(List<ConflictCause> causes)
    {
        var triggers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ConflictCause cause in causes)
        {
            _ = triggers.Add(cause.Parent is null ? Listed(cause.Dependency) : Trigger(cause));
        }

        return triggers.Count == 0 ? "the requested packages" : Join([.. triggers]);
    }

    private static string Trigger(ConflictCause cause)
    {
        ProjectState project = cause.Parent!.Project!;
        if (cause.Parent.Extra is not null || cause.Position == project.Versions.InstalledPosition || project.Template is not { Origin.Length: > 0 } template)
        {
            return $"{cause.ParentName}=={cause.ParentVersion}";
        }

        return project.ParentName ?? template.Origin;
    }

    private static string ConflictLines(List<ConflictCause> causes)
    {
        var text = new StringBuilder("\nThe conflict is caused by:");
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var constrained = new List<ProjectState>();
        foreach (ConflictCause cause in causes)
        {
            _ = text.Append("\n    ");
            _ = cause.Parent is null ? text.Append("The user requested ") : text.Append($"{cause.ParentName} {cause.ParentVersion} depends on ");
            _ = text.Append(Listed(cause.Dependency));
            _ = names.Add(cause.Target.Identifier);
            if (cause.Target.Project!.Constraint is not null && !constrained.Contains(cause.Target.Project))
            {
                constrained.Add(cause.Target.Project);
            }
        }

        foreach (ProjectState project in constrained)
        {
            string from = project.Constraint!.Requirement.Url is { } url ? $" (from {url})" : "";
            _ = text.Append($"\n    The user requested (constraint) {project.Name}{project.Constraint.Requirement.Specifier}{from}");
        }

        if (names.Count > 0)
        {
            _ = text.Append("\n\nAdditionally, some packages in these conflicts have no matching distributions available for your environment:\n    ")
                .AppendJoin("\n    ", names);
        }

        return text.Append("\n\nTo fix this you could try to:\n1. loosen the range of package versions you've specified\n")
            .Append("2. remove package versions to allow pip to attempt to solve the dependency conflict\n").ToString();
    }

    /// <summary>A requirement as pip words it in a conflict: its clauses as a list.</summary>
    private static string Listed(Dependency dependency)
    {
        if (dependency.Direct is { } direct)
        {
            return $"{direct.Project} {direct.Version} (from {LinkUrl.ToPath(direct.DirectUrl!) ?? direct.DirectUrl})";
        }

        string text = dependency.Extras.Length > 0 && !dependency.Requirement.Specifier.IsEmpty ? dependency.TextWithoutExtras : dependency.ErrorText;
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Join(parts);
    }

    private static string Join(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";

    /// <summary>The causes, with what a person had asked for of the same project by then, as pip lists it: it may have no part in the conflict.</summary>
    private List<ConflictCause> WithRequested(List<ConflictCause> causes)
    {
        if (causes.Count == 0)
        {
            return causes;
        }

        SolverPackage target = causes[0].Target;
        int known = causes.Exists(cause => cause.Parent is not null) ? _roots.Count : causes.Max(cause => _roots.IndexOf(cause.Dependency)) + 1;
        IEnumerable<ConflictCause> requested = _roots
            .Where((root, index) => root.Target == target.Project!.Name && (index < known || root.Direct is not null) && root is not { Extras.Length: > 0, Requirement: { Specifier.IsEmpty: true, Url: null } })
            .Select(root => new ConflictCause(root, target, null, 0));
        return [.. requested, .. causes.Where(cause => cause.Parent is not null)];
    }

    /// <summary>Of the causes the only one that pip names, where its way ends at a candidate that needs what nobody has; else all.</summary>
    private List<ConflictCause> WhereWalkEnds(List<ConflictCause> causes)
    {
        if (_lastDeadEnd is not [{ Dependency: { } dependency } need] || need.Target.Project is not { } target)
        {
            return causes;
        }

        List<ConflictCause> named = causes.FindAll(cause => cause.Target.Project == target && cause.Parent?.Project == need.Parent?.Node.Project
            && cause.Dependency.Text == dependency.Text && (need.Parent is null || cause.Position == need.Parent.Position)
            && !Positions.Intersects(dependency.PositionsIn(target.Versions), cause.Target.Universe));
        return named.Count == 1 ? named : causes;
    }

    /// <summary>What would suit all the causes but for a rule, and where the project was not looked for.</summary>
    private void AddCandidateHints(List<ConflictCause> causes, List<string> hints)
    {
        if (causes.Count == 0 || causes.Exists(static cause => cause.Dependency.Direct is not null))
        {
            return;
        }

        ProjectState project = causes[0].Target.Project!;
        if (project.Judgement is { } judgement && project.Page is { } page)
        {
            ulong[] matching = causes[0].Dependency.PositionsIn(project.Versions);
            for (int i = 1; i < causes.Count; i++)
            {
                matching = Positions.Intersection(matching, causes[i].Dependency.PositionsIn(project.Versions));
            }

            if (project.Constraint is { } constraint)
            {
                matching = Positions.Intersection(matching, constraint.PositionsIn(project.Versions));
            }

            AddVersionHint(project, judgement, page, matching, hints);
        }

        if (causes.Count == 1 && source.HintFor(project.Name) is { } hint)
        {
            hints.Add(hint);
        }
    }

    private void AddVersionHint(ProjectState project, PageJudgement judgement, ProjectPage page, ulong[] matching, List<string> hints)
    {
        int newest = 0;
        for (int position = project.Versions.VersionCount; position > 0; position--)
        {
            if (!Positions.Contains(matching, position) || project.Versions.SourceOf(position) is not (>= 0 and var source))
            {
                continue;
            }

            bool isCandidate = project.IsCandidate(position);
            if (!isCandidate && judgement.IsPrerelease(source) && judgement.IsUsable(source))
            {
                string how = request.Releases.Prereleases(project.Name) == false ? "`--only-final` keeps it out" : "`--pre` would let it in";
                hints.Add($"`{project.Name} {page.GetVersion(source)}` is a pre-release; {how}.");
                return;
            }

            if (newest == 0 && (!isCandidate || project.ChoiceAt(position).Unusable is not null))
            {
                newest = position;
            }
        }

        if (newest > 0)
        {
            int source = project.Versions.SourceOf(newest);
            string why = project.IsCandidate(newest) ? "its metadata cannot be used" : judgement.WhyNot(source);
            hints.Add($"`{project.Name} {page.GetVersion(source)}` exists, but {why}.");
        }
    }

    /// <summary>The constraints on what fights, but for those that the derivation has told.</summary>
    private static void AddConstraintHints(ConflictCauses causes, string derivation, List<string> hints)
    {
        foreach (Incompatibility fact in causes.Of(Reason.Constraint))
        {
            foreach (RootRequirement constraint in fact.Target!.Project!.Constraints)
            {
                if (constraint.Origin.Length > 0 && !derivation.Contains($"({constraint.Origin})", StringComparison.Ordinal))
                {
                    hints.Add($"`{constraint.Requirement}` is a constraint ({constraint.Origin}).");
                }
            }
        }
    }

    /// <summary>A line before the error itself: told to the observer, or, where nobody listens, put into the message.</summary>
    private void Error(string line)
    {
        if (observer is null)
        {
            _linesBefore.Add(line);
        }
        else
        {
            observer.Error(line);
        }
    }
}
