namespace PipCs.Platform;

/// <summary>The home folder in paths.</summary>
public static class HomePath
{
    /// <summary>The home folder of this user.</summary>
    public static string Home => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>A folder of the XDG Base Directory specification: the variable's value, else the default below the home folder. The specification demands that a relative value is ignored.</summary>
    public static string Xdg(string? value, string defaultName) => value is ['/', ..] ? value : Path.Join(Home, defaultName);

    /// <summary>The path with a leading <c>~</c> replaced by the home folder.</summary>
    public static string Expand(string path) =>
        path == "~" ? Home : path.StartsWith("~/", StringComparison.Ordinal) ? string.Concat(Home.TrimEnd('/'), path.AsSpan(1)) : path;

    /// <summary>The path made absolute, the symbolic links of the part that exists resolved.</summary>
    public static string Resolve(string path)
    {
        var full = Path.GetFullPath(Expand(path));
        for (var existing = full; existing is { Length: > 1 }; existing = Path.GetDirectoryName(existing))
        {
            if (NativeFile.ResolveLinks(existing) is { } resolved)
            {
                return existing.Length == full.Length ? resolved : Path.Join(resolved, full.AsSpan(existing.Length));
            }
        }

        return full;
    }
}
