using System.Diagnostics.CodeAnalysis;
using PipCs.Platform;

namespace PipCs.Freezing.VersionControls;

/// <summary>The folder of a project's source tree.</summary>
internal static class ProjectFolder
{
    /// <summary>The nearest such folder, from a folder upwards.</summary>
    internal static bool TryFind(string location, [NotNullWhen(true)] out string? project)
    {
        for (project = location; !string.IsNullOrEmpty(project); project = Path.GetDirectoryName(project))
        {
            if (File.Exists(Path.Join(project, "pyproject.toml")) || File.Exists(Path.Join(project, "setup.py")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The path of the project below the root of its repository; null where it is the root itself or there is none.</summary>
    internal static string? FindBelow(string root, string location)
        => TryFind(location, out var project) && !string.Equals(NativeFile.ResolveLinks(project), NativeFile.ResolveLinks(root), StringComparison.Ordinal) ? Path.GetRelativePath(root, project) : null;
}
