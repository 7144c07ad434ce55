using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Uninstalling;

/// <summary>The lists that pip prints before it asks whether to proceed.</summary>
internal static class OutputListing
{
    /// <summary>
    /// The paths to remove, without bytecode, with packages and metadata folders as <c>folder/*</c>; and the files
    /// in those folders that stay. Both are sorted and contain no path that is in another one.
    /// </summary>
    internal static (IReadOnlyList<string> WouldRemove, IReadOnlyList<string> WouldNotRemove) Of(IReadOnlyList<string> paths, FolderListings listings)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path.EndsWith(".pyc", StringComparison.Ordinal))
            {
                continue;
            }

            if (path.EndsWith("__init__.py", StringComparison.Ordinal) || path.Contains(".dist-info", StringComparison.Ordinal))
            {
                folders.Add(InstallPath.Parent(path));
            }

            files.Add(path);
        }

        folders = [.. Compact(folders)];
        var staying = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            AddStaying(listings.Get(folder), files, listings, staying);
        }

        foreach (var folder in folders)
        {
            files.Add(InstallPath.Join(folder, "*"));
        }

        return (Sorted(Compact(files)), Sorted(Compact(staying)));
    }

    /// <summary>Leaves out every path that is in another of them.</summary>
    internal static List<string> Compact(IReadOnlyCollection<string> paths)
    {
        var byLength = new List<string>(paths);
        byLength.Sort(static (left, right) => left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right));
        var kept = new List<string>();
        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in byLength)
        {
            var current = (path.EndsWith("/*", StringComparison.Ordinal) ? path[..^1] : path).TrimEnd('/');
            var below = false;
            for (var at = current; at.Length > 1 && !below; at = InstallPath.Parent(at))
            {
                below = prefixes.Contains(at);
            }

            if (!below)
            {
                kept.Add(path);
                prefixes.Add(current);
            }
        }

        return kept;
    }

    private static void AddStaying(ListedFolder folder, HashSet<string> files, FolderListings listings, HashSet<string> staying)
    {
        foreach (var (name, entry) in folder.Entries)
        {
            if (entry.Kind == EntryKind.Directory)
            {
                AddStaying(listings.Get(folder, entry), files, listings, staying);
                continue;
            }

            var path = InstallPath.Join(folder.RealPath, name);
            if (!name.EndsWith(".pyc", StringComparison.Ordinal) && !files.Contains(path)
                && NativeFile.TryGetStatus(path, out var status) == Errno.None && status.Kind == EntryKind.File)
            {
                staying.Add(path);
            }
        }
    }

    private static List<string> Sorted(List<string> paths)
    {
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
