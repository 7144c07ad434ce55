using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Reporting;

/// <summary>
/// Reports the first candidate of each project (<c>Collecting</c>) and the installed distributions that satisfy a requirement, in pip's order
/// and with the chain of requirements that pip prints behind them.
/// </summary>
internal sealed class CollectingLines(ObserverGate? observer)
{
    private readonly ProjectNotes<CollectedProject> _collected = new();

    /// <summary>Whether a candidate was found before for a requirement on the project.</summary>
    internal bool HadCandidate(ProjectState project) => _collected[project].HadCandidate;

    /// <summary>Records that a package requires the project. The first such requirement gives the words of the lines about the project.</summary>
    internal void Require(ProjectState project, Dependency dependency, SolverPackage requirer)
    {
        CollectedProject collected = _collected[project];
        if (!collected.HadCandidate)
        {
            collected.ParentName = requirer.Project?.Name.Value;
            if (!collected.IsCollected)
            {
                collected.Template = TemplateOf(dependency, requirer);
            }
        }

        foreach (string extra in dependency.Extras)
        {
            collected.ExtraTemplates ??= new Dictionary<string, (string, string)>(StringComparer.Ordinal);
            if (!collected.ExtraTemplates.ContainsKey(extra))
            {
                collected.ExtraTemplates.Add(extra, (dependency.ErrorText, OriginOf(dependency, requirer)));
            }
        }
    }

    /// <summary>Records that the requirement which was recorded last has a candidate.</summary>
    internal void FindCandidate(ProjectState project) => _collected[project].HadCandidate = true;

    /// <summary>Reports the candidate that is tried first, preceded by the line that the installed distribution satisfies the requirement, if it does. Each line is reported once for a project.</summary>
    /// <param name="project">A project with a recorded requirement.</param>
    /// <param name="position">The position of the candidate.</param>
    /// <param name="suitsInstalled">Whether the requirements admit the installed version.</param>
    internal void Collect(ProjectState project, int position, bool suitsInstalled)
    {
        CollectedProject collected = _collected[project];
        if (observer is null || collected.IsCollected)
        {
            return;
        }

        (string text, string origin) = collected.Template!.Value;
        if (suitsInstalled && !collected.IsSatisfactionReported)
        {
            collected.IsSatisfactionReported = true;
            observer.AlreadySatisfied(text, origin, project.Installed!);
        }

        if (position != project.Versions.InstalledPosition)
        {
            collected.IsCollected = true;
            Candidate first = project.ChoiceAt(position).Candidate;
            collected.File = first.File;
            observer.Collecting(text, origin, first);
        }
    }

    /// <summary>Reports the candidate of a requested URL, once for each project.</summary>
    internal void CollectDirect(ProjectState project, Dependency dependency, SolverPackage root)
    {
        CollectedProject collected = _collected[project];
        if (!collected.IsCollected)
        {
            collected.IsCollected = true;
            (string text, string origin) = TemplateOf(dependency, root);
            collected.Template = (text, origin);
            observer?.Collecting(text, origin, dependency.Direct!);
        }
    }

    /// <summary>Reports the file that was chosen, if another one was reported first.</summary>
    internal void Take(ProjectState project, Candidate candidate)
    {
        if (_collected[project].File is { } reported && candidate.File is { } taken && taken != reported)
        {
            observer?.Taken(candidate);
        }
    }

    /// <summary>pip's words for the project that has a requirement in a conflict; null where pip prints name and version.</summary>
    internal string? TriggerOf(ProjectState project)
        => _collected[project] is { Template: { Origin.Length: > 0 } template } collected ? collected.ParentName ?? template.Origin : null;

    private (string Text, string Origin) TemplateOf(Dependency dependency, SolverPackage requirer)
    {
        string origin = OriginOf(dependency, requirer);
        bool isSplit = dependency.Extras.Length > 0 && !dependency.Requirement.Specifier.IsEmpty && dependency.Requirement.Url is null;
        return isSplit ? (dependency.TextWithoutExtras, Chain(dependency.ErrorText, origin)) : (dependency.Text, origin);
    }

    private string OriginOf(Dependency dependency, SolverPackage requirer)
    {
        if (dependency.Root is not null || requirer.Project is not { } parent)
        {
            return dependency.Root?.Origin ?? "";
        }

        CollectedProject collected = _collected[parent];
        (string text, string origin) = requirer.Extra is null || collected.ExtraTemplates?.TryGetValue(requirer.Extra, out (string Text, string Origin) template) != true
            ? collected.Template ?? (requirer.Identifier, "")
            : template;
        return Chain(text, origin);
    }

    private static string Chain(string text, string origin) => origin.Length == 0 ? text : $"{text}->{origin}";
}
