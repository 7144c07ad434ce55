using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;

namespace PipCs.Installing;

/// <summary>
/// <c>--target</c>: a folder for the modules, commands and data of several installs. Without <c>--upgrade</c> nothing in it changes. With <c>--upgrade</c> the installed projects replace their older copies; the files of other projects in shared folders stay.
/// </summary>
internal static class TargetFolder
{
    /// <summary>The folders of the target.</summary>
    /// <exception cref="UserErrorException">The target exists and is no folder.</exception>
    internal static InstallationScheme SchemeFor(string target, Interpreter interpreter)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        return File.Exists(folder) ? throw Errors.TargetNotFolder(folder) : interpreter.SchemeForHome(folder) with { Purelib = folder, Platlib = folder };
    }

    /// <summary>The wheels that are not installed because the target has their projects, with the copies there.</summary>
    internal static Dictionary<PlannedWheel, InstalledDistribution> FindKept(IReadOnlyList<PlannedWheel> wheels, InstallTarget target)
    {
        var kept = new Dictionary<PlannedWheel, InstalledDistribution>();
        if (target.Existing == ExistingEntries.Kept)
        {
            var there = InstalledDistributions.Scan(target.LibraryFolders, target.Interpreter);
            foreach (var wheel in wheels)
            {
                if (there.TryGet(wheel.Resolved.Candidate.Project, out var copy))
                {
                    kept.Add(wheel, copy);
                }
            }
        }

        return kept;
    }

    /// <summary>Warns of each entry of the target that stayed.</summary>
    internal static void WarnOfKept(IEnumerable<InstalledDistribution> copies, IEnumerable<(string Path, bool IsLink)> entries, InstallTarget target, IReporter reporter)
    {
        var folder = target.LibraryFolders[0];
        var names = copies.SelectMany(static copy => (copy.ReadRecord() ?? []).Select(static row => row.Path.Split('/')[0]).Append(Path.GetFileName(copy.MetadataPath)))
            .Where(static name => name.Length > 0 && name != "..").Distinct().Order(StringComparer.Ordinal)
            .Select(name => Path.Join(folder, name)).Where(Path.Exists);
        foreach (var (path, isLink) in names.Select(static path => (path, false)).Concat(entries))
        {
            reporter.Report(Severity.Warning, isLink && target.Existing != ExistingEntries.Kept
                ? $"Target directory {path} already exists and is a link. pip will not automatically replace links, please remove if replacement is desired."
                : $"Target directory {path} already exists. Specify --upgrade to force replacement.");
        }
    }
}
