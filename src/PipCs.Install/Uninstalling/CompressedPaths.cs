using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Uninstalling;

/// <summary>
/// The paths of a plan with as many whole folders as can be: a folder of which the plan removes every file goes
/// as one, its empty sub-folders included, as with pip.
/// </summary>
/// <param name="Folders">The folders that go whole.</param>
/// <param name="Files">What goes by itself; the folders above it go too where that empties them, up to one of <paramref name="Kept"/>.</param>
/// <param name="Kept">The folders that stay though they are empty.</param>
internal sealed record CompressedPaths(List<string> Folders, List<string> Files, HashSet<string> Kept)
{
    /// <summary>Compresses the paths of a plan.</summary>
    /// <param name="entries">What goes.</param>
    /// <param name="folders">The folders that hold it.</param>
    /// <param name="plan">The plan's number.</param>
    /// <param name="listings">What lies in the folders.</param>
    /// <param name="kept">The folders that never go whole, their links resolved.</param>
    internal static CompressedPaths Of(List<(ListedFolder Folder, ListedEntry Entry)> entries, HashSet<ListedFolder> folders, int plan, FolderListings listings, HashSet<string> kept)
    {
        var whole = new List<string>();
        var covered = new Dictionary<ListedFolder, bool>();
        var byLength = new List<ListedFolder>(folders);
        byLength.Sort(static (left, right) => left.RealPath.Length.CompareTo(right.RealPath.Length));
        var wholeSet = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in byLength)
        {
            if (!IsBelow(folder.RealPath, wholeSet, itself: true) && !kept.Any(path => InstallPath.IsWithin(path, folder.RealPath)) && IsCovered(folder, plan, listings, covered))
            {
                whole.Add(folder.RealPath);
                wholeSet.Add(folder.RealPath);
            }
        }

        // A folder that is listed as one (an egg) covers what is listed in it.
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, entry) in entries)
        {
            if (entry.Kind == EntryKind.Directory)
            {
                listed.Add(InstallPath.Join(folder.RealPath, entry.Name));
            }
        }

        var files = new List<string>();
        ListedFolder? last = null;
        var isLastBelow = false;
        foreach (var (folder, entry) in entries)
        {
            if (!ReferenceEquals(folder, last))
            {
                last = folder;
                isLastBelow = IsBelow(folder.RealPath, wholeSet, itself: true) || IsBelow(folder.RealPath, listed, itself: true);
            }

            if (!isLastBelow)
            {
                var path = InstallPath.Join(folder.RealPath, entry.Name);
                if (entry.Kind != EntryKind.Directory || !wholeSet.Contains(path))
                {
                    files.Add(path);
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        return new CompressedPaths(whole, files, kept);
    }

    /// <summary>The paths as pip shows them, folders with a slash at their end, sorted.</summary>
    internal List<string> Display()
    {
        var result = new List<string>(Files);
        foreach (var folder in Folders)
        {
            result.Add(folder + "/");
        }

        result.Sort(StringComparer.Ordinal);
        return result;
    }

    /// <summary>Whether the plan removes every file below a folder; links to folders count as empty folders.</summary>
    private static bool IsCovered(ListedFolder folder, int plan, FolderListings listings, Dictionary<ListedFolder, bool> known)
    {
        if (known.TryGetValue(folder, out var result))
        {
            return result;
        }

        result = true;
        foreach (var (_, entry) in folder.Entries)
        {
            if (entry.Kind != EntryKind.Directory && entry.Plan != plan && !IsLinkToFolder(folder, entry))
            {
                result = false;
                break;
            }
        }

        if (result)
        {
            foreach (var (_, entry) in folder.Entries)
            {
                if (entry.Kind == EntryKind.Directory && !IsCovered(listings.Get(folder, entry), plan, listings, known))
                {
                    result = false;
                    break;
                }
            }
        }

        known.Add(folder, result);
        return result;
    }

    private static bool IsLinkToFolder(ListedFolder folder, ListedEntry entry)
        => entry.Kind == EntryKind.SymbolicLink
            && NativeFile.TryGetStatus(InstallPath.Join(folder.RealPath, entry.Name), out var status) == Errno.None
            && status.Kind == EntryKind.Directory;

    private static bool IsBelow(string path, HashSet<string> folders, bool itself)
    {
        if (folders.Count == 0)
        {
            return false;
        }

        for (var at = itself ? path : InstallPath.Parent(path); at.Length > 1; at = InstallPath.Parent(at))
        {
            if (folders.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
