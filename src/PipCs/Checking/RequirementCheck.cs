using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;

namespace PipCs.Checking;

/// <summary>Finds unmet requirements among installed distributions, for <c>pip check</c> and for the end of <c>pip install</c>.</summary>
public static class RequirementCheck
{
    /// <summary>Reads the requirements of the installed distributions, and warns of those whose metadata cannot be read.</summary>
    /// <param name="installed">The installed distributions.</param>
    /// <param name="markers">The marker values of the environment.</param>
    /// <param name="reporter">Receives the warnings.</param>
    /// <param name="allRead">Whether all metadata could be read.</param>
    public static List<CheckedDistribution> Read(InstalledDistributions installed, MarkerEnvironment markers, IReporter reporter, out bool allRead)
    {
        ArgumentNullException.ThrowIfNull(installed);
        ArgumentNullException.ThrowIfNull(reporter);
        var distributions = new List<CheckedDistribution>(installed.InOrder.Count);
        allRead = true;
        foreach (var distribution in installed.InOrder)
        {
            if (!distribution.TryReadDependencies(out var dependencies, out var error))
            {
                reporter.Report(Severity.Warning, $"Error parsing dependencies of {distribution.Project}: {error}");
                allRead = false;
            }
            else if (!distribution.HasValidVersion)
            {
                reporter.Report(Severity.Warning, $"Error parsing dependencies of {distribution.Project}: Invalid version: '{distribution.FolderVersion}'");
                allRead = false;
            }
            else
            {
                distributions.Add(new(distribution.Project, distribution.Version, InstalledSelection.Applying(dependencies.RequiresDist, markers)));
            }
        }

        return distributions;
    }

    /// <summary>Finds unmet requirements: first those whose project is missing, then those of another version, each in the order of the distributions.</summary>
    /// <param name="distributions">Everything that is (or would be) installed.</param>
    /// <param name="ignore">Selects the projects whose requirements are skipped; null for none.</param>
    public static (List<BrokenRequirement> Missing, List<BrokenRequirement> Conflicting) Find(IReadOnlyList<CheckedDistribution> distributions, Func<ProjectName, bool>? ignore = null)
    {
        ArgumentNullException.ThrowIfNull(distributions);
        var byProject = new Dictionary<ProjectName, CheckedDistribution>(distributions.Count);
        foreach (var distribution in distributions)
        {
            byProject[distribution.Project] = distribution;
        }

        var missing = new List<BrokenRequirement>();
        var conflicting = new List<BrokenRequirement>();
        foreach (var distribution in distributions)
        {
            if (ignore is not null && ignore(distribution.Project))
            {
                continue;
            }

            var firstMissing = missing.Count;
            var firstConflicting = conflicting.Count;
            foreach (var requirement in distribution.Requirements)
            {
                if (!byProject.TryGetValue(requirement.Project, out var found))
                {
                    AddOnce(missing, firstMissing, new(distribution, requirement, null));
                }
                else if (!requirement.Specifier.IsEmpty && !requirement.Specifier.Contains(found.Version, prereleases: true))
                {
                    AddOnce(conflicting, firstConflicting, new(distribution, requirement, found.Version));
                }
            }

            Sort(missing, firstMissing);
            Sort(conflicting, firstConflicting);
        }

        return (missing, conflicting);
    }

    private static void AddOnce(List<BrokenRequirement> list, int first, BrokenRequirement broken)
    {
        for (var index = first; index < list.Count; index++)
        {
            if (list[index].Requirement.Equals(broken.Requirement))
            {
                return;
            }
        }

        list.Add(broken);
    }

    // pip sorts by the text of a tuple: the quoted name, then the version, then the requirement.
    private static void Sort(List<BrokenRequirement> list, int first)
        => list.Sort(first, list.Count - first, Comparer<BrokenRequirement>.Create(static (left, right) => string.CompareOrdinal(Key(left), Key(right))));

    private static string Key(BrokenRequirement broken) => $"{broken.Requirement.Project}', {broken.Found} {broken.Requirement}";
}
