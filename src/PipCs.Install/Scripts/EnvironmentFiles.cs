namespace PipCs.Install.Scripts;

/// <summary>
/// The files of a virtual environment that make it one: the names of its interpreter, its activation scripts and its configuration. No wheel
/// may put a file in their place: the next <c>python</c> that anybody starts there would be the wheel's. Names are compared
/// without regard to case, and whether the file is there does not matter, so that a wheel is refused everywhere or nowhere.
/// </summary>
internal static class EnvironmentFiles
{
    private static readonly string[] Implementations = ["python", "pythonw", "pypy", "pypyw", "graalpy"];

    /// <summary>Whether a script's name is one that the environment needs.</summary>
    /// <param name="name">The file name in the folder for scripts.</param>
    internal static bool IsReservedScript(ReadOnlySpan<char> name)
    {
        name = WithoutEnding(WithoutEnding(name, ".exe"), ".py");
        return IsInterpreter(name)
            || name.Equals("activate", StringComparison.OrdinalIgnoreCase)
            || name.Equals("activate_this", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("activate.", StringComparison.OrdinalIgnoreCase)
            || name.Equals("deactivate.bat", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a file in the environment's own folder is the one that makes it an environment.</summary>
    internal static bool IsConfiguration(ReadOnlySpan<char> name) => name.Equals("pyvenv.cfg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is an implementation's name and perhaps a version: <c>python</c>, <c>python3</c>, <c>python3.13t</c>, <c>pypy3.11</c>.</summary>
    private static bool IsInterpreter(ReadOnlySpan<char> name)
    {
        foreach (var implementation in Implementations)
        {
            if (name.StartsWith(implementation, StringComparison.OrdinalIgnoreCase))
            {
                var version = name[implementation.Length..].TrimEnd("tTdDwW");
                if (version.Trim("0123456789.").IsEmpty)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutEnding(ReadOnlySpan<char> name, string ending)
        => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
}
