using System.Text;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>pip's words for requirements that exclude each other.</summary>
internal static class ConflictText
{
    /// <summary>The line that names the requirements which cannot be installed together.</summary>
    internal static string Headline(List<ConflictCause> causes, CollectingLines lines)
    {
        var triggers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ConflictCause cause in causes)
        {
            _ = triggers.Add(cause.Parent is null ? Listed(cause.Dependency) : Trigger(cause, lines));
        }

        string named = triggers.Count == 0 ? "the requested packages" : Join([.. triggers]);
        return $"Cannot install {named} because these package versions have conflicting dependencies.";
    }

    /// <summary>The block of lines that lists the requirements, and pip's advice.</summary>
    internal static string Details(List<ConflictCause> causes)
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

    private static string Trigger(ConflictCause cause, CollectingLines lines)
    {
        ProjectState project = cause.Parent!.Project!;
        string? reported = cause.Parent.Extra is not null || cause.Position == project.Versions.InstalledPosition ? null : lines.TriggerOf(project);
        return reported ?? $"{cause.ParentName}=={cause.ParentVersion}";
    }

    /// <summary>A requirement as pip words it in a conflict: its clauses as a list.</summary>
    private static string Listed(Dependency dependency)
    {
        if (dependency.Direct is { } direct)
        {
            return $"{direct.Project} {direct.Version} (from {direct.PathOrUrl()})";
        }

        string text = dependency.Extras.Length > 0 && !dependency.Requirement.Specifier.IsEmpty ? dependency.TextWithoutExtras : dependency.ErrorText;
        return Join(text.Split(',', StringSplitOptions.TrimEntries));
    }

    private static string Join(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
