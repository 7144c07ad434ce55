namespace PipCs.Python.Interpreters;

/// <summary>The user's base folder, as Python's <c>site</c> module finds it.</summary>
internal static class UserSite
{
    /// <summary><c>PYTHONUSERBASE</c>, else <c>~/.local</c>.</summary>
    internal static string Base(Func<string, string?> variable)
    {
        if (variable("PYTHONUSERBASE") is { Length: > 0 } named)
        {
            return named;
        }

        var home = variable("HOME");
        return Path.Join(string.IsNullOrEmpty(home) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : home, ".local");
    }

    /// <summary>Whether <c>PYTHONNOUSERSITE</c> leaves it on.</summary>
    internal static bool IsWanted(Func<string, string?> variable) => string.IsNullOrEmpty(variable("PYTHONNOUSERSITE"));
}
