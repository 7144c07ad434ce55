using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Installing;

/// <summary>pip's warning about scripts in folders that are not on PATH.</summary>
internal static class ScriptLocation
{
    /// <summary>Warns of one wheel's scripts whose folders are not on PATH.</summary>
    /// <param name="scripts">Their paths.</param>
    /// <param name="executable">The interpreter, whose folder counts as one of PATH.</param>
    /// <param name="path">The value of PATH.</param>
    /// <param name="reporter">Receives the warning.</param>
    internal static void Warn(IEnumerable<string> scripts, string executable, string? path, IReporter reporter)
    {
        var folders = scripts.GroupBy(static script => Path.GetDirectoryName(script)!, static script => Path.GetFileName(script)).ToArray();
        if (folders.Length == 0)
        {
            return;
        }

        var reached = (path ?? "").Split(':');
        var lines = new List<string>();
        foreach (var folder in folders)
        {
            if (IsReached(folder.Key, executable, reached))
            {
                continue;
            }

            var sorted = folder.Distinct().Order(StringComparer.Ordinal).ToArray();
            var subject = sorted.Length == 1 ? $"script {sorted[0]} is" : $"scripts {string.Join(", ", sorted[..^1])} and {sorted[^1]} are";
            lines.Add($"The {subject} installed in '{Resolve(folder.Key)}' which is not on PATH.");
        }

        if (lines.Count == 0)
        {
            return;
        }

        lines.Add($"Consider adding {(lines.Count == 1 ? "this directory" : "these directories")} to PATH or, if you prefer to suppress this warning, use --no-warn-script-location.");
        if (reached.Any(static entry => entry.StartsWith('~')))
        {
            lines.Add("NOTE: The current PATH contains path(s) starting with `~`, which may not be expanded by all applications.");
        }

        reporter.Report(Severity.Warning, string.Join('\n', lines), indent: 2);
    }

    /// <summary>Whether a folder is one of PATH or the interpreter's, compared as written and then with links resolved.</summary>
    private static bool IsReached(string folder, string executable, string[] reached)
        => Path.GetDirectoryName(executable) == folder || reached.Any(entry => entry.TrimEnd('/') == folder)
            || Resolve(folder) is var real && (Resolve(Path.GetDirectoryName(executable) ?? "/") == real || reached.Any(entry => Resolve(entry) == real));

    private static string Resolve(string folder) => NativeFile.ResolveLinks(folder.Length == 0 ? "." : folder) ?? folder.TrimEnd('/');
}
