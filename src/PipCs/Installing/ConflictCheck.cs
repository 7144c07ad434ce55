using System.Text;
using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;

namespace PipCs.Installing;

/// <summary>Finds conflicts among all that will be installed, of what is changed or depends on it, as pip tells them after an install.</summary>
internal static class ConflictCheck
{
    /// <summary>Tells the conflicts.</summary>
    internal static void Report(IReadOnlyList<DependencyMetadata> changed, InstalledDistributions installed, MarkerEnvironment markers, IReporter reporter)
    {
        var set = new SortedDictionary<ProjectName, (PackageVersion Version, IReadOnlyList<Requirement> Dependencies)>();
        foreach (var distribution in installed.All)
        {
            try
            {
                set[distribution.Project] = (distribution.Version, distribution.Dependencies.RequiresDist);
            }
            catch (Exception error) when (error is FormatException or IOException or UserErrorException)
            {
                reporter.Report(Severity.Warning, $"Error parsing dependencies of {distribution.Project}: {error.Message}");
            }
        }

        var affected = new HashSet<ProjectName>();
        foreach (var metadata in changed)
        {
            set[metadata.Project] = (metadata.Version, metadata.RequiresDist);
            affected.Add(metadata.Project);
        }

        var isChanged = new HashSet<ProjectName>(affected);
        foreach (var (project, details) in set)
        {
            if (!affected.Contains(project) && details.Dependencies.Any(requirement => isChanged.Contains(requirement.Project)))
            {
                affected.Add(project);
            }
        }

        var missing = new List<string>();
        var conflicting = new List<string>();
        foreach (var (project, details) in set)
        {
            if (affected.Contains(project))
            {
                Judge(project, details.Version, details.Dependencies, set, markers, missing, conflicting);
            }
        }

        if (missing.Count + conflicting.Count > 0)
        {
            var text = new StringBuilder("pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts.");
            missing.ForEach(line => text.Append('\n').Append(line));
            conflicting.ForEach(line => text.Append('\n').Append(line));
            reporter.Report(Severity.Critical, text.ToString());
        }
    }

    private static void Judge(
        ProjectName project,
        PackageVersion version,
        IReadOnlyList<Requirement> dependencies,
        SortedDictionary<ProjectName, (PackageVersion Version, IReadOnlyList<Requirement> Dependencies)> set,
        MarkerEnvironment markers,
        List<string> missing,
        List<string> conflicting)
    {
        var missingHere = new SortedSet<string>(StringComparer.Ordinal);
        var conflictingHere = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var requirement in dependencies)
        {
            if (!set.TryGetValue(requirement.Project, out var present))
            {
                if (requirement.Marker is null || requirement.Marker.Evaluate(markers))
                {
                    missingHere.Add($"{project} {version} requires {requirement}, which is not installed.");
                }
            }
            else if (!requirement.Specifier.Contains(present.Version, prereleases: true))
            {
                conflictingHere.Add($"{project} {version} requires {requirement}, but you have {requirement.Project} {present.Version} which is incompatible.");
            }
        }

        missing.AddRange(missingHere);
        conflicting.AddRange(conflictingHere);
    }
}
