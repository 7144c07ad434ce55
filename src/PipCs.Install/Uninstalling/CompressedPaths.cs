using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Uninstalling;

/// <summary>
/// The paths of a plan, with as many whole folders as possible. As in pip, a folder of which the plan removes every file is moved
/// as one, with its empty sub-folders.
/// </summary>
/// <param name="Folders">The folders that are moved whole.</param>
/// <param name="Files">The files that are moved singly. The folders above them are removed if they become empty, up to one of <paramref name="Kept"/>.</param>
/// <param name="Kept">The folders that stay even if they become empty.</param>
internal sealed record CompressedPaths(List<string> Folders, List<string> Files, HashSet<string> Kept)
{
    /// <summary>Compresses the paths of a plan.</summary>
    /// <param name="entries">The entries to remove.</param>
    /// <param name="folders">The folders of these entries.</param>
    /// <param name="plan">The plan's number.</param>
    /// <param name="listings">The content of the folders.</param>
    /// <param name="kept">The folders that are never moved whole, links resolved.</param>
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

        // A folder that is removed as one (an egg) covers the entries in it.
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
