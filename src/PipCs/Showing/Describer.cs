using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;

namespace PipCs.Showing;

/// <summary><c>show</c>: describes installed distributions.</summary>
internal static class Describer
{
    /// <summary>Looks the projects up, and warns of those that are not installed.</summary>
    internal static ShowResult Run(ShowRequest request, Interpreter interpreter, IReporter reporter)
    {
        var installed = InstalledSelection.Scan(interpreter, [], reporter);
        var shown = new List<ShownDistribution>();
        var missing = new List<string>();
        foreach (var name in request.Names)
        {
            if (installed.TryGet(ProjectName.Normalize(name), out var distribution))
            {
                shown.Add(new(
                    distribution,
                    Requires(distribution, interpreter.Markers),
                    RequiredBy(distribution, installed, interpreter.Markers),
                    request.Files ? Files(distribution) : null));
            }
            else
            {
                missing.Add(name);
            }
        }

        missing.Sort(StringComparer.Ordinal);
        if (missing.Count > 0)
        {
            reporter.Report(Severity.Warning, $"Package(s) not found: {string.Join(", ", missing)}");
        }

        return new(shown, missing);
    }

    private static List<string> Requires(InstalledDistribution distribution, MarkerEnvironment markers)
    {
        if (!distribution.TryReadDependencies(out var dependencies, out _))
        {
            return Sorted([.. distribution.Metadata.GetAll("Requires-Dist")]);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var requirement in InstalledSelection.Applying(dependencies.RequiresDist, markers))
        {
            names.Add(requirement.Name);
        }

        return Sorted([.. names]);
    }

    private static List<string> RequiredBy(InstalledDistribution distribution, InstalledDistributions installed, MarkerEnvironment markers)
    {
        var names = new List<string>();
        foreach (var other in installed.InOrder)
        {
            if (!other.TryReadDependencies(out var dependencies, out _))
            {
                return ["#N/A"];
            }

            foreach (var requirement in dependencies.RequiresDist)
            {
                if (requirement.Project == distribution.Project && (requirement.Marker is not { } marker || marker.Evaluate(markers, "")))
                {
                    names.Add(other.Name);
                    break;
                }
            }
        }

        return Sorted(names);
    }

    private static List<string>? Files(InstalledDistribution distribution)
    {
        if (distribution.ReadDeclaredFiles() is not { } declared)
        {
            return null;
        }

        var files = new List<string>(declared);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    // The sort is stable as Python's, so that names which differ only in case keep their order.
    private static List<string> Sorted(List<string> names) => [.. names.OrderBy(static name => name.ToLowerInvariant(), StringComparer.Ordinal)];
}
