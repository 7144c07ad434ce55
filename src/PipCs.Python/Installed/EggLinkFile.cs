using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Installed;

/// <summary>An <c>.egg-link</c> file of a development install: its first line that is not blank names the folder of the sources.</summary>
internal static class EggLinkFile
{
    /// <summary>The folder; null where the file names none.</summary>
    internal static string? ReadTarget(string folder, string name)
    {
        if (NativeFile.ReadAll(Path.Join(folder, name), out var content) != Errno.None)
        {
            return null;
        }

        foreach (var line in Encoding.UTF8.GetString(content).AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty)
            {
                // Not normalised beyond joining, so that it is shown as pip shows it.
                var target = trimmed.ToString();
                return trimmed.Contains('\0') ? null
                    : Path.IsPathRooted(target) ? target
                    : target == "." ? folder
                    : Path.Join(folder, target);
            }
        }

        return null;
    }

    /// <summary>Whether a name is that of the link of a project (setuptools' <c>safe_name</c>, or the name as it is).</summary>
    internal static bool IsFor(HashSet<string> links, string rawName)
        => links.Count > 0 && (links.Contains(rawName + ".egg-link") || links.Contains(SafeName(rawName) + ".egg-link"));

    /// <summary>setuptools' file name of a project: runs of anything but letters, digits and dots become one dash.</summary>
    internal static string SafeName(string name)
    {
        var safe = new StringBuilder(name.Length);
        var wasOther = false;
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '.')
            {
                safe.Append(character);
                wasOther = false;
            }
            else if (!wasOther)
            {
                safe.Append('-');
                wasOther = true;
            }
        }

        return safe.ToString();
    }
}
