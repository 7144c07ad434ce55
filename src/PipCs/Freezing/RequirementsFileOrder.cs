using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Standards.Names;

namespace PipCs.Freezing;

/// <summary>Writes installed requirements in the order of requirements files, with the comments and options of these files.</summary>
/// <param name="installed">The installed distributions; each is removed from here when it is written.</param>
/// <param name="decode">Gives the text of a file from its bytes and its path.</param>
/// <param name="reporter">Receives the warnings about requirements that are not installed, ambiguous or named twice.</param>
internal sealed class RequirementsFileOrder(Dictionary<ProjectName, FrozenRequirement> installed, Func<byte[], string, string> decode, IReporter reporter)
{
    private static readonly string[] TakenOver =
    [
        "-r", "--requirement", "-f", "--find-links", "-i", "--index-url", "--pre", "--trusted-host",
        "--process-dependency-links", "--extra-index-url", "--use-feature",
    ];

    private readonly HashSet<string> _takenOver = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, List<string>>> _filesOf = [];

    /// <summary>The lines for the files.</summary>
    /// <exception cref="UserErrorException">A file, or a line in it, cannot be read; the lines before it have been given.</exception>
    internal IEnumerable<string> Follow(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            var error = NativeFile.ReadAll(file, out var content);
            if (error != Errno.None)
            {
                throw Errors.RequirementsFileNotReadable(PlatformError.Describe(error, file));
            }

            var text = decode(content, file).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            var rows = text.Split('\n');
            for (var index = 0; index < rows.Length; index++)
            {
                // An empty text after the last newline is no line.
                if (index < rows.Length - 1 || rows[index].Length > 0)
                {
                    foreach (var line in Follow(file, rows[index]))
                    {
                        yield return line;
                    }
                }
            }
        }

        foreach (var (name, named) in _filesOf)
        {
            if (named.Count > 1)
            {
                var distinct = named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                reporter.Report(Severity.Warning, $"Requirement {name} included multiple times [{string.Join(", ", distinct)}]");
            }
        }
    }

    private IEnumerable<string> Follow(string file, string line)
    {
        if (IsTakenOver(line))
        {
            var kept = line.TrimEnd();
            return _takenOver.Add(kept) ? [kept] : [];
        }

        var requirement = WithoutComment(line).Trim();
        string? name;
        if (line.StartsWith("-e", StringComparison.Ordinal) || line.StartsWith("--editable", StringComparison.Ordinal))
        {
            line = line.StartsWith("-e", StringComparison.Ordinal) ? line[2..].Trim() : line["--editable".Length..].Trim().TrimStart('=');
            name = RequirementName.OfEditable(line);
        }
        else
        {
            name = RequirementName.OfLine(requirement);
        }

        if (name is null)
        {
            reporter.Report(Severity.Info, $"Skipping line in requirement file [{file}] because it's not clear what it would install: {line.Trim()}");
            reporter.Report(Severity.Info, "  (add #egg=PackageName to the URL to avoid this warning)");
            return [];
        }

        var files = FilesOf(name);
        if (installed.Remove(ProjectName.Normalize(name), out var frozen))
        {
            files.Add(file);
            return frozen.Lines;
        }

        if (files.Count == 0)
        {
            reporter.Report(Severity.Warning, $"Requirement file [{file}] contains {WithoutComment(line).Trim()}, but package {PythonRepr.Quote(name)} is not installed");
        }
        else
        {
            files.Add(file);
        }

        return [];
    }

    private static bool IsTakenOver(string line)
    {
        var trimmed = line.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed[0] == '#')
        {
            return true;
        }

        foreach (var option in TakenOver)
        {
            if (line.StartsWith(option, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // A comment begins the line or follows white space.
    private static string WithoutComment(string line)
    {
        for (var index = line.IndexOf('#', StringComparison.Ordinal); index >= 0; index = line.IndexOf('#', index + 1))
        {
            if (index == 0 || char.IsWhiteSpace(line[index - 1]))
            {
                return line[..index].TrimEnd();
            }
        }

        return line;
    }

    private List<string> FilesOf(string name)
    {
        foreach (var (known, files) in _filesOf)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return files;
            }
        }

        var fresh = new List<string>();
        _filesOf.Add(new(name, fresh));
        return fresh;
    }
}
