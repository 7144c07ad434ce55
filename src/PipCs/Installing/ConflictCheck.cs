using System.Text;
using PipCs.Checking;
using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>Finds the conflicts that an install leaves: unmet requirements of or on the changed distributions. The lines are those that pip prints after an install.</summary>
internal static class ConflictCheck
{
    /// <summary>Reports the conflicts.</summary>
    /// <param name="changed">The distributions that were installed.</param>
    /// <param name="removed">The distributions that were removed without a replacement.</param>
    /// <param name="installed">The distributions that were installed before.</param>
    /// <param name="overridden">The projects that have an override; unmet requirements on them are not reported.</param>
    /// <param name="markers">The marker values of the environment.</param>
    /// <param name="reporter">Receives the lines.</param>
    internal static void Report(
        IReadOnlyList<DependencyMetadata> changed, IEnumerable<ProjectName> removed, InstalledDistributions installed, IReadOnlySet<ProjectName> overridden, MarkerEnvironment markers, IReporter reporter)
    {
        var replaced = changed.Select(metadata => metadata.Project).Concat(removed).ToHashSet();
        var set = RequirementCheck.Read(installed, markers, reporter, out _);
        set.RemoveAll(distribution => replaced.Contains(distribution.Project));
        set.AddRange(changed.Select(metadata => new CheckedDistribution(metadata.Project, metadata.Version, InstalledSelection.Applying(metadata.RequiresDist, markers))));

        var affected = new HashSet<ProjectName>(replaced);
        affected.UnionWith(set.Where(distribution => distribution.Requirements.Any(requirement => replaced.Contains(requirement.Project))).Select(distribution => distribution.Project));
        var (missing, conflicting) = RequirementCheck.Find(set, project => !affected.Contains(project));
        missing.RemoveAll(broken => overridden.Contains(broken.Requirement.Project));
        conflicting.RemoveAll(broken => overridden.Contains(broken.Requirement.Project));
        if (missing.Count + conflicting.Count == 0)
        {
            return;
        }

        var text = new StringBuilder("pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts.");
        foreach (var broken in missing)
        {
            text.Append('\n').Append(broken.Distribution.Project).Append(' ').Append(broken.Distribution.Version)
                .Append(" requires ").Append(broken.Requirement).Append(", which is not installed.");
        }

        foreach (var broken in conflicting)
        {
            text.Append('\n').Append(broken.Distribution.Project).Append(' ').Append(broken.Distribution.Version)
                .Append(" requires ").Append(broken.Requirement).Append(", but you have ")
                .Append(broken.Requirement.Project).Append(' ').Append(broken.Found).Append(" which is incompatible.");
        }

        reporter.Report(Severity.Critical, text.ToString());
    }
}
