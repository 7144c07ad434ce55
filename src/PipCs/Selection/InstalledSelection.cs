using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Selection;

/// <summary>Chooses among the installed distributions, as pip's listing commands do.</summary>
internal static class InstalledSelection
{
    /// <summary>Lists an interpreter's folders, or the given ones where there are any, and warns of entries that cannot be read.</summary>
    internal static InstalledDistributions Scan(Interpreter interpreter, IReadOnlyList<string> paths, IReporter reporter)
        => SettledDistributions.Scan(() => paths.Count > 0 ? InstalledDistributions.Scan(paths, interpreter) : InstalledDistributions.Scan(interpreter), reporter);

    /// <summary>Whether a distribution is a part of Python itself, which some systems list as if it were installed.</summary>
    internal static bool IsStandardLibrary(ProjectName project) => project.Value is "python" or "wsgiref" or "argparse";

    /// <summary>Keeps the distributions of the environment itself, or those of the user's site-packages.</summary>
    internal static bool IsIn(InstalledDistribution distribution, bool localOnly, bool userOnly)
        => (!localOnly || distribution.IsLocal) && (!userOnly || distribution.IsInUserSite);

    /// <summary>The requirements that apply without extras.</summary>
    internal static List<Requirement> Applying(IReadOnlyList<Requirement> requirements, MarkerEnvironment markers)
    {
        var applying = new List<Requirement>(requirements.Count);
        foreach (var requirement in requirements)
        {
            if (requirement.Marker is not { } marker || marker.Evaluate(markers, ""))
            {
                applying.Add(requirement);
            }
        }

        return applying;
    }
}
