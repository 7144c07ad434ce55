using PipCs.Resolution.Asking;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution;

/// <summary>Reads the request into projects and dependencies: constraints, hashes, requested requirements and the candidates of their URLs.</summary>
internal sealed class RequestedRequirements(
    ResolutionInputs inputs, ProjectTable projects, DependencyReader reader, LookAhead lookAhead, PageReader pages, CollectingLines lines)
{
    private readonly List<Dependency> _roots = [];

    /// <summary>The requested requirements in the order in which pip takes them up; empty before <see cref="ReadAsync"/>.</summary>
    internal IReadOnlyList<Dependency> Roots => _roots;

    /// <summary>Reads the request. Asks ahead for pages, and fetches what the request names by URL.</summary>
    /// <param name="root">The solver's root, which counts as the asker of requested candidates.</param>
    internal async ValueTask ReadAsync(SolverPackage root)
    {
        foreach (RootRequirement constraint in inputs.Request.Constraints)
        {
            ProjectState project = projects.Of(constraint.Requirement.Project);
            project.Constraints.Add(constraint);
            project.AddHashes(constraint.Hashes);
        }

        foreach (ProjectState project in projects.All)
        {
            project.ConstraintHashes = project.Hashes is null ? [] : [.. project.Hashes.Order(StringComparer.Ordinal)];
            await ConstrainAsync(project).ConfigureAwait(false);
        }

        foreach (RootRequirement replacement in inputs.Request.Overrides)
        {
            projects.Of(replacement.Requirement.Project).AddHashes(replacement.Hashes);
        }

        // pip takes up requirements that have nothing but extras after all others. The order of decisions is that of the request.
        foreach (RootRequirement given in inputs.Request.Requirements.OrderBy(static given => given.Requirement is { Extras.Count: > 0, Url: null, Specifier.IsEmpty: true }))
        {
            Dependency[] read = reader.Read(given);
            _roots.AddRange(read);
            projects.Of(given.Requirement.Project).AddHashes(given.Hashes);
            lookAhead.PrefetchPages(read);
        }

        foreach (Dependency dependency in _roots)
        {
            if (dependency.Requirement.Url is not null)
            {
                _ = await pages.MakeDirectAsync(dependency).ConfigureAwait(false);
                ProjectState project = projects.Of(dependency);
                project.IsDirectOnly = true;
                lines.CollectDirect(project, dependency, root);
            }
        }
    }

    /// <summary>Joins all constraints of the request on a project into one. This must happen before the project's first package is made.</summary>
    private async ValueTask ConstrainAsync(ProjectState project)
    {
        Requirement first = project.Constraints[0].Requirement;
        var specifier = first.Specifier;
        string? url = first.Url;
        bool admitsNothing = false;
        for (int i = 1; i < project.Constraints.Count; i++)
        {
            specifier = specifier.And(project.Constraints[i].Requirement.Specifier);
            string? other = project.Constraints[i].Requirement.Url;
            admitsNothing |= url is not null && other is not null && !LinkEquivalence.AreEquivalent(url, other);
            url ??= other;
        }

        var requirement = new Requirement(first.Name, null, specifier, url);
        admitsNothing |= url is not null && !inputs.Source.Supports(requirement);
        project.Constraint = new Dependency(requirement, project.Constraints[0]) { AdmitsNothing = admitsNothing };
        if (url is not null)
        {
            if (!admitsNothing)
            {
                _ = await pages.MakeDirectAsync(project.Constraint).ConfigureAwait(false);
            }

            project.IsDirectOnly = true;
        }
    }
}
