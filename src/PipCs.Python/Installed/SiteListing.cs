using System.Text;
using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Installed;

/// <summary>The folders of <c>sys.path</c> that exist, each listed, in order; the lines of <c>.pth</c> files follow the folder that holds them.</summary>
internal sealed class SiteListing
{
    private readonly List<FolderListing> _folders = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The folders.</summary>
    internal IReadOnlyList<FolderListing> Folders => _folders;

    /// <summary>Lists an interpreter's folders.</summary>
    internal static SiteListing Read(Interpreter interpreter)
    {
        var listing = new SiteListing();
        for (var index = 0; index < interpreter.SearchFolders.Count; index++)
        {
            if (listing.Add(interpreter.SearchFolders[index]) is { } folder && index >= interpreter.FirstSiteFolder)
            {
                listing.FollowPathFiles(folder);
            }
        }

        return listing;
    }

    /// <summary>Lists just the given folders.</summary>
    internal static SiteListing Read(IReadOnlyList<string> folders)
    {
        var listing = new SiteListing();
        foreach (var folder in folders)
        {
            listing.Add(folder);
        }

        return listing;
    }

    /// <summary>The folders' paths.</summary>
    internal List<string> Paths()
    {
        var paths = new List<string>(_folders.Count);
        foreach (var folder in _folders)
        {
            paths.Add(folder.Path);
        }

        return paths;
    }

    private FolderListing? Add(string folder)
    {
        if (!_known.Add(folder) || FolderListing.Read(folder) is not { } listing)
        {
            return null;
        }

        _folders.Add(listing);
        return listing;
    }

    // As Python's site module: a line is a path relative to the folder, a comment, or (beginning with "import") code, which is passed over.
    private void FollowPathFiles(FolderListing folder)
    {
        foreach (var name in folder.PathFiles)
        {
            if (NativeFile.ReadAll(Path.Join(folder.Path, name), out var content) != Errno.None)
            {
                continue;
            }

            foreach (var raw in Encoding.UTF8.GetString(content).AsSpan().TrimStart('\uFEFF').EnumerateLines())
            {
                var line = raw.TrimEnd();
                if (line.Contains('\0'))
                {
                    // Python stops at such a line too and ignores the rest of the file.
                    break;
                }

                if (!line.IsEmpty && line[0] != '#' && !line.StartsWith("import ", StringComparison.Ordinal) && !line.StartsWith("import\t", StringComparison.Ordinal))
                {
                    Add(Path.GetFullPath(line.ToString(), folder.Path));
                }
            }
        }
    }
}
