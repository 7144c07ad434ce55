using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>A virtual environment's <c>pyvenv.cfg</c> (PEP 405).</summary>
/// <param name="Home">The folder of the base interpreter; empty where the file has none.</param>
/// <param name="IncludesSystemSitePackages">Whether the base's site-packages belong to the environment.</param>
/// <param name="Version">The base's version as written, or empty.</param>
internal sealed record EnvironmentConfiguration(string Home, bool IncludesSystemSitePackages, string Version)
{
    /// <summary>Reads the file of the environment of an interpreter; null where the interpreter is in no environment.</summary>
    internal static EnvironmentConfiguration? ReadFor(string executable)
    {
        var folder = Path.GetDirectoryName(executable);
        if (folder is null || Path.GetDirectoryName(folder) is not { } parent)
        {
            return null;
        }

        // Python looks beside the executable first, then one folder up.
        return NativeFile.ReadAll(Path.Join(parent, "pyvenv.cfg"), out var content) == Errno.None
            || NativeFile.ReadAll(Path.Join(folder, "pyvenv.cfg"), out content) == Errno.None
                ? Parse(Encoding.UTF8.GetString(content))
                : null;
    }

    /// <summary>Reads the lines <c>key = value</c>; keys compare without case, the last of several counts.</summary>
    internal static EnvironmentConfiguration Parse(string text)
    {
        var home = "";
        var version = "";
        var includes = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals < 0)
            {
                continue;
            }

            var key = line[..equals].Trim();
            var value = line[(equals + 1)..].Trim();
            if (key.Equals("home", StringComparison.OrdinalIgnoreCase))
            {
                home = value.ToString();
            }
            else if (key.Equals("include-system-site-packages", StringComparison.OrdinalIgnoreCase))
            {
                includes = value.Equals("true", StringComparison.OrdinalIgnoreCase);
            }
            else if (key.Equals("version", StringComparison.OrdinalIgnoreCase) || key.Equals("version_info", StringComparison.OrdinalIgnoreCase))
            {
                version = value.ToString();
            }
        }

        return new(home, includes, version);
    }
}
