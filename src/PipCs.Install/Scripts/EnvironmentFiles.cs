namespace PipCs.Install.Scripts;

/// <summary>
/// The files that make a folder a virtual environment: its interpreters, its activation scripts and its configuration. A wheel
/// must not replace them, because the next start of <c>python</c> in the environment would run the wheel's file. Names are compared
/// without regard to case. It does not matter whether the file exists, so that a wheel is refused in every environment or in none.
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
