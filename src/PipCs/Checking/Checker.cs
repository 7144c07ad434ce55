using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Standards.Metadata;

namespace PipCs.Checking;

/// <summary><c>check</c>: compares the requirements of all installed distributions with what is installed.</summary>
internal static class Checker
{
    /// <summary>Checks the environment and warns of metadata that cannot be read.</summary>
    internal static CheckResult Run(Interpreter interpreter, IReporter reporter)
    {
        var installed = InstalledSelection.Scan(interpreter, [], reporter);
        var distributions = RequirementCheck.Read(installed, interpreter.Markers, reporter, out var allRead);
        var (missing, conflicting) = RequirementCheck.Find(distributions);

        // pip lists the distributions once more for the tags, and so prints the warnings about skipped ones twice.
        foreach (var warning in installed.Warnings)
        {
            if (warning.StartsWith("Ignoring", StringComparison.Ordinal))
            {
                reporter.Report(Severity.Warning, warning);
            }
        }

        return new(missing, conflicting, Unsupported(installed, interpreter), allRead);
    }

    private static List<InstalledDistribution> Unsupported(InstalledDistributions installed, Interpreter interpreter)
    {
        var unsupported = new List<InstalledDistribution>();
        foreach (var distribution in installed.InOrder)
        {
            if (!InstalledSelection.IsStandardLibrary(distribution.Project)
                && distribution.IsLocal
                && distribution.ReadMetadataFile("WHEEL") is { } wheel
                && !IsSupported(wheel, interpreter))
            {
                unsupported.Add(distribution);
            }
        }

        return unsupported;
    }

    private static bool IsSupported(byte[] wheel, Interpreter interpreter)
    {
        foreach (var tags in CoreMetadata.Parse(wheel).GetAll("Tag"))
        {
            // Every Python 3 runs `py3-none-any` wheels, so most wheels need no table of tags.
            if (string.Equals(tags, "py3-none-any", StringComparison.OrdinalIgnoreCase) || interpreter.Tags.Rank(tags.Trim()) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
