using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install;

/// <summary>
/// The content of folders, each listed once, without the entries that earlier plans of the command remove. Shared by the
/// <see cref="UninstallPlan"/>s of one command. Not thread-safe.
/// </summary>
public sealed class FolderListings
{
    private readonly Dictionary<string, ListedFolder> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ListedFolder> _byRealPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ListedFolder>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _plans;

    /// <summary>Makes an empty memory.</summary>
    public FolderListings() => _lookup = _byPath.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A new number for a plan.</summary>
    internal int NextPlan() => ++_plans;

    /// <summary>A folder by a path that may hold <c>..</c> and links; one that does not exist is empty.</summary>
    internal ListedFolder Get(ReadOnlySpan<char> path)
    {
        while (path.Length > 1 && path[^1] == '/')
        {
            path = path[..^1];
        }

        if (_lookup.TryGetValue(path, out var folder))
        {
            return folder;
        }

        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (slash <= 0 || name is "." or "..")
        {
            folder = ByRealPath(InstallPath.Real(path.ToString()));
        }
        else
        {
            // A folder in a folder that was listed needs no further look unless it is a link.
            var parent = Get(path[..slash]);
            folder = parent.Entries.TryGetValue(name.ToString(), out var entry) && entry.Kind == EntryKind.Directory
                ? entry.Folder ??= ByRealPath(InstallPath.Join(parent.RealPath, entry.Name))
                : ByRealPath(InstallPath.Real(path.ToString()));
        }

        _byPath[path.ToString()] = folder;
        return folder;
    }

    /// <summary>The folder that an entry is.</summary>
    internal ListedFolder Get(ListedFolder parent, ListedEntry entry) => entry.Folder ??= ByRealPath(InstallPath.Join(parent.RealPath, entry.Name));

    /// <summary>Forgets an entry that was given up.</summary>
    internal void Forget(string path)
    {
        var slash = path.LastIndexOf('/');
        if (_byRealPath.TryGetValue(slash <= 0 ? "/" : path[..slash], out var folder))
        {
            if (folder.Entries.Remove(path[(slash + 1)..], out var entry) && entry.Folder is not null)
            {
                Empty(entry.Folder);
            }
        }
    }

    private static void Empty(ListedFolder folder)
    {
        foreach (var (_, entry) in folder.Entries)
        {
            if (entry.Folder is not null)
            {
                Empty(entry.Folder);
            }
        }

        folder.Entries.Clear();
    }

    private ListedFolder ByRealPath(string realPath)
    {
        if (!_byRealPath.TryGetValue(realPath, out var folder))
        {
            folder = new ListedFolder(realPath);
            _byRealPath.Add(realPath, folder);
        }

        return folder;
    }
}

/// <summary>A folder that was listed.</summary>
internal sealed class ListedFolder(string realPath)
{
    private Dictionary<string, ListedEntry>? _entries;

    /// <summary>Its path without links.</summary>
    internal string RealPath { get; } = realPath;

    /// <summary>Whether uninstalling may remove its entries; null until it was asked for.</summary>
    internal bool? IsPermitted { get; set; }

    /// <summary>Its entries by name.</summary>
    internal Dictionary<string, ListedEntry> Entries => _entries ??= List();

    private Dictionary<string, ListedEntry> List()
    {
        var entries = new Dictionary<string, ListedEntry>(StringComparer.Ordinal);
        if (DirectoryHandle.Open(RealPath, out var handle) == Errno.None)
        {
            handle.List((name, kind) =>
            {
                var text = System.Text.Encoding.UTF8.GetString(name);
                if (kind == EntryKind.Unknown && handle.TryGetStatus(NativeName.Encode(text), out var status) == Errno.None)
                {
                    kind = status.Kind;
                }

                if (!string.Equals(text, StagingArea.FolderName, StringComparison.Ordinal))
                {
                    entries[text] = new ListedEntry(text, kind);
                }
            });
        }

        handle.Dispose();
        return entries;
    }
}

/// <summary>An entry of a folder that was listed.</summary>
internal sealed class ListedEntry(string name, EntryKind kind)
{
    /// <summary>Its name.</summary>
    internal string Name { get; } = name;

    /// <summary>The kind of the entry; a link is not followed.</summary>
    internal EntryKind Kind { get; } = kind;

    /// <summary>The folder's own listing, if the entry is a folder and was listed.</summary>
    internal ListedFolder? Folder { get; set; }

    /// <summary>The number of the plan that removes it.</summary>
    internal int Plan { get; set; }
}
