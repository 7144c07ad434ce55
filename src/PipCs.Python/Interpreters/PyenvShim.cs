using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>
/// The scripts that pyenv puts on PATH in front of its interpreters. Which one they run depends on the
/// environment and the folder, so an answer of theirs cannot be kept; this finds it as they do, without a shell.
/// </summary>
internal static class PyenvShim
{
    /// <summary>Whether an executable lies in the <c>shims</c> folder of a pyenv root.</summary>
    internal static bool IsShim(string executable)
    {
        var folder = Path.GetDirectoryName(executable.AsSpan());
        return Path.GetFileName(folder).SequenceEqual("shims")
            && NativeFile.TryGetStatus(Path.Join(Path.GetDirectoryName(folder), "versions"), out var status) == Errno.None
            && status.Kind == EntryKind.Directory;
    }

    /// <summary>The executable that the shim would run; null where its choice is the system's or not installed.</summary>
    internal static string? Resolve(string shim, Func<string, string?> variable)
    {
        var root = Path.GetDirectoryName(Path.GetDirectoryName(shim))!;
        foreach (var version in Versions(root, variable).Split([':', '\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var folder = Path.Join(root, "versions", version);
            if (NativeFile.TryGetStatus(folder, out _) != Errno.None)
            {
                folder = LatestOf(root, version.StartsWith("python-", StringComparison.Ordinal) ? version["python-".Length..] : version) ?? folder;
            }

            var executable = Path.Join(folder, "bin", Path.GetFileName(shim));
            if (NativeFile.IsExecutable(executable))
            {
                return executable;
            }
        }

        return null;
    }

    // PYENV_VERSION, else .python-version from the working folder upwards, else the root's version file.
    private static string Versions(string root, Func<string, string?> variable)
    {
        if (variable("PYENV_VERSION") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = variable("PYENV_DIR") ?? Environment.CurrentDirectory; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Read(Path.Join(folder, ".python-version")) is { } local)
            {
                return local;
            }
        }

        return Read(Path.Join(root, "version")) ?? "";
    }

    private static string? Read(string path)
    {
        if (NativeFile.ReadAll(path, out var content) != Errno.None)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(content).AsSpan().EnumerateLines())
        {
            var comment = line.IndexOf('#');
            text.Append(comment < 0 ? line : line[..comment]).Append('\n');
        }

        return text.ToString();
    }

    // "3.11" means the latest installed 3.11.x.
    private static string? LatestOf(string root, string version)
    {
        if (DirectoryHandle.Open(Path.Join(root, "versions"), out var handle) != Errno.None)
        {
            return null;
        }

        using (handle)
        {
            handle.List(out List<KeyValuePair<string, EntryKind>> entries);
            string? best = null;
            var bestPatch = -1;
            foreach (var (name, _) in entries)
            {
                if (name.Length > version.Length + 1
                    && name[version.Length] == '.'
                    && name.StartsWith(version, StringComparison.Ordinal)
                    && int.TryParse(name.AsSpan(version.Length + 1), out var patch)
                    && patch > bestPatch)
                {
                    best = name;
                    bestPatch = patch;
                }
            }

            return best is null ? null : Path.Join(root, "versions", best);
        }
    }
}
