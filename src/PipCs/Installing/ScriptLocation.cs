using PipCs.Diagnostics;

namespace PipCs.Installing;

/// <summary>pip's warning of scripts that were installed where PATH does not reach them.</summary>
internal static class ScriptLocation
{
    /// <summary>Warns of one wheel's scripts if their folder is not on PATH.</summary>
    /// <param name="folder">The scripts folder.</param>
    /// <param name="names">The scripts' names.</param>
    /// <param name="executable">The interpreter: its own folder is as good as PATH.</param>
    /// <param name="path">The value of PATH.</param>
    /// <param name="reporter">Told the warning.</param>
    internal static void Warn(string folder, IReadOnlyList<string> names, string executable, string? path, IReporter reporter)
    {
        if (names.Count == 0 || IsReached(folder, executable, path))
        {
            return;
        }

        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        var subject = sorted.Length == 1 ? $"script {sorted[0]} is" : $"scripts {string.Join(", ", sorted[..^1])} and {sorted[^1]} are";
        var lines = $"The {subject} installed in '{folder}' which is not on PATH.\nConsider adding this directory to PATH or, if you prefer to suppress this warning, use --no-warn-script-location.";
        if (path is not null && path.Split(':').Any(entry => entry.StartsWith('~')))
        {
            lines += "\nNOTE: The current PATH contains path(s) starting with `~`, which may not be expanded by all applications.";
        }

        reporter.Report(Severity.Warning, lines, indent: 2);
    }

    private static bool IsReached(string folder, string executable, string? path)
    {
        var wanted = folder.TrimEnd('/');
        if (string.Equals(Path.GetDirectoryName(executable), wanted, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var entry in (path ?? "").Split(':'))
        {
            if (string.Equals(entry.TrimEnd('/'), wanted, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
