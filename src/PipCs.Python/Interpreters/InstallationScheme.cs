namespace PipCs.Python.Interpreters;

/// <summary>The folders for the parts of a wheel (Binary distribution format; sysconfig's names).</summary>
/// <param name="Purelib">Pure Python modules.</param>
/// <param name="Platlib">Modules with compiled parts.</param>
/// <param name="Headers">C headers, without the project's own folder (pip appends its name).</param>
/// <param name="Scripts">Scripts.</param>
/// <param name="Data">All other files, whose paths are relative to this folder.</param>
public sealed record InstallationScheme(string Purelib, string Platlib, string Headers, string Scripts, string Data)
{
    /// <summary>Makes a scheme from a probe's five paths by filling in the prefix and the user base; null where the interpreter has no such scheme.</summary>
    internal static InstallationScheme? From(string[] paths, string prefix, string userBase)
    {
        if (paths.Length != 5)
        {
            return null;
        }

        for (var index = 0; index < paths.Length; index++)
        {
            paths[index] = Fill(paths[index], prefix, userBase);
        }

        return new(paths[0], paths[1], paths[2], paths[3], paths[4]);
    }

    /// <summary>Fills a prefix and a user base into a path of a probe.</summary>
    internal static string Fill(string path, string prefix, string userBase)
    {
        if (path.StartsWith(ProbeScript.PrefixPlace, StringComparison.Ordinal))
        {
            return Join(prefix, path.AsSpan(ProbeScript.PrefixPlace.Length));
        }

        return path.StartsWith(ProbeScript.UserPlace, StringComparison.Ordinal)
            ? Join(userBase, path.AsSpan(ProbeScript.UserPlace.Length))
            : path;
    }

    private static string Join(string folder, ReadOnlySpan<char> rest)
        => rest.IsEmpty ? folder : string.Concat(folder.AsSpan().TrimEnd('/'), rest);
}
