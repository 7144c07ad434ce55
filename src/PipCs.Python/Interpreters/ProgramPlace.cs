using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>
/// Finds the Python that the started program's folder and name select. pip is a script whose first line names the Python beside it, and a link
/// to that script is followed before the line is read; this finds the same Python for a program without such a line.
/// docs/decisions/0043 has the rules and their reasons.
/// </summary>
internal static class ProgramPlace
{
    // As many links as Linux follows in one path.
    private const int MostLinks = 40;

    /// <summary>Finds the Python; null where the program's place selects none.</summary>
    /// <param name="program">The absolute path by which the program was started, links unresolved.</param>
    /// <exception cref="Diagnostics.UserErrorException">The place selects a Python that cannot be used.</exception>
    internal static string? FindPython(string? program)
    {
        if (string.IsNullOrEmpty(program))
        {
            return null;
        }

        PythonFolder? beside = null;
        var link = program;
        for (var count = 0; count < MostLinks; count++)
        {
            var name = Path.GetFileName(link);
            var isPip = IsPip(name);
            if ((isPip || count == 0) && Path.GetDirectoryName(link) is { Length: > 0 } given)
            {
                var folder = FollowFolder(given);
                if (IsEnvironment(folder))
                {
                    return PythonFolder.OfEnvironment(folder).Usable ?? throw Errors.PythonUnusable(PlaceOf(program), PythonFolder.OfEnvironment(folder).Problem(), isPlace: true);
                }

                // The links lead from an alias to the place of pip itself: the last counts.
                if (isPip && PythonFolder.OfPrefix(folder, name) is { HasAny: true } found)
                {
                    beside = found;
                }
            }

            if (NativeFile.ReadLink(link) is not { } target)
            {
                break;
            }

            link = Path.IsPathRooted(target) ? target : Path.Join(Path.GetDirectoryName(link), target);
        }

        return beside is null ? null : beside.Usable ?? throw Errors.PythonUnusable(PlaceOf(program), beside.Problem(), isPlace: true);
    }

    /// <summary>The Python that a program's name selects, such as <c>python3.12</c> for <c>pip3.12</c>; null where it selects none in particular.</summary>
    internal static string? PythonOf(string programName)
        => programName.StartsWith("pip3.", StringComparison.Ordinal) && programName.Length > "pip3.".Length && !programName.AsSpan("pip3.".Length).ContainsAnyExceptInRange('0', '9')
            ? string.Concat("python", programName.AsSpan("pip".Length))
            : null;

    // pip, pip3, pip3.12, pip-3.12: the names of a Python's own pip. A program of another name need not belong to the Python beside it.
    private static bool IsPip(string name)
        => name.StartsWith("pip", StringComparison.Ordinal) && name.AsSpan(3).TrimStart('-').Trim("0123456789.").IsEmpty;

    private static string PlaceOf(string program) => $"the place of {program}";

    // The folder of programs and the one above it belong to the installation. Links further up belong to the machine, and Python does not resolve them either.
    private static string FollowFolder(string folder)
    {
        var hasDots = folder.Contains("/.", StringComparison.Ordinal) && Path.GetFullPath(folder).Length != folder.Length;
        return hasDots || NativeFile.ReadLink(folder) is not null || (Path.GetDirectoryName(folder) is { Length: > 1 } prefix && NativeFile.ReadLink(prefix) is not null)
            ? NativeFile.ResolveLinks(folder) ?? Path.GetFullPath(folder)
            : folder;
    }

    // A virtual environment, or one of conda's.
    private static bool IsEnvironment(string folder)
        => Path.GetDirectoryName(folder) is { Length: > 0 } prefix && (Exists(Path.Join(prefix, "pyvenv.cfg")) || Exists(Path.Join(prefix, "conda-meta")));

    private static bool Exists(string path) => NativeFile.TryGetStatus(path, out _) == Errno.None;
}
