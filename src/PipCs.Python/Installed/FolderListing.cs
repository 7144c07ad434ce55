using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Installed;

/// <summary>The relevant entries of a folder: metadata, links to source folders, path files, a transaction's journal. Listed once.</summary>
internal sealed class FolderListing
{
    private string? _realPath;

    private FolderListing(string path) => Path = path;

    /// <summary>The folder as <c>sys.path</c> names it.</summary>
    internal string Path { get; }

    /// <summary>The folder with its links resolved.</summary>
    internal string RealPath => _realPath ??= NativeFile.ResolveLinks(Path) ?? Path;

    /// <summary>Names of <c>.dist-info</c> and <c>.egg-info</c> entries (and <c>EGG-INFO</c> in an <c>.egg</c> folder), in the file system's order, which decides between duplicates as in Python.</summary>
    internal List<KeyValuePair<string, EntryKind>> Metadata { get; } = [];

    /// <summary>Names of <c>.egg-link</c> files.</summary>
    internal List<string> EggLinks { get; } = [];

    /// <summary>Names of <c>.pth</c> files, sorted.</summary>
    internal List<string> PathFiles { get; } = [];

    /// <summary>Whether the folder has the journal of an unfinished transaction.</summary>
    internal bool HasJournal { get; private set; }

    /// <summary>Lists a folder; null where it does not exist or cannot be read.</summary>
    internal static FolderListing? Read(string path)
    {
        if (DirectoryHandle.Open(path, out var handle) != Errno.None)
        {
            return null;
        }

        var listing = new FolderListing(path);
        var isEgg = path.EndsWith(".egg", StringComparison.OrdinalIgnoreCase);
        using (handle)
        {
            handle.List((name, kind) => listing.Take(name, kind, isEgg));
        }

        listing.PathFiles.Sort(StringComparer.Ordinal);
        return listing;
    }

    private void Take(ReadOnlySpan<byte> name, EntryKind kind, bool isEgg)
    {
        if (name.Length < 4)
        {
            return;
        }

        switch (name[^1] | 0x20)
        {
            case 'o' when Ends(name, ".dist-info"u8) || Ends(name, ".egg-info"u8) || (isEgg && Ascii.EqualsIgnoreCase(name, "egg-info"u8)):
                Metadata.Add(new(Encoding.UTF8.GetString(name), kind));
                break;
            case 'k' when name.EndsWith(".egg-link"u8):
                EggLinks.Add(Encoding.UTF8.GetString(name));
                break;
            case 'h' when name.EndsWith(".pth"u8) && name[0] != '.':
                PathFiles.Add(Encoding.UTF8.GetString(name));
                break;
            case var _ when name.SequenceEqual(InstalledDistributions.JournalNameBytes):
                HasJournal = true;
                break;
        }
    }

    private static bool Ends(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ending)
        => name.Length >= ending.Length && Ascii.EqualsIgnoreCase(name[^ending.Length..], ending);
}
