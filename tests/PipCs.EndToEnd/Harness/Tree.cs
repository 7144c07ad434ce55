using System.Security.Cryptography;

namespace PipCs.EndToEnd.Harness;

/// <summary>A folder's content as lines, one an entry: path, kind, mode, and size and hash of a file or target of a link.</summary>
internal sealed class Tree
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>The paths, relative to the folder.</summary>
    public IEnumerable<string> Paths => _entries.Keys;

    /// <summary>The entries as lines.</summary>
    public IEnumerable<string> Lines => _entries.Select(entry => entry.Key + "  " + entry.Value);

    public static Tree Read(string folder)
    {
        var tree = new Tree();
        if (Directory.Exists(folder))
        {
            tree.Add(new DirectoryInfo(folder), "");
        }

        return tree;
    }

    /// <summary>The tree without the entries of which a path says so.</summary>
    public Tree Without(Func<string, bool> leftOut)
    {
        var tree = new Tree();
        foreach (var (path, what) in _entries)
        {
            if (!leftOut(path))
            {
                tree._entries[path] = what;
            }
        }

        return tree;
    }

    /// <summary>The tree without its folders.</summary>
    public Tree FilesAlone()
    {
        var tree = new Tree();
        foreach (var (path, what) in _entries.Where(entry => !entry.Value.StartsWith("folder", StringComparison.Ordinal)))
        {
            tree._entries[path] = what;
        }

        return tree;
    }

    /// <summary>Whether the other tree has the same entries.</summary>
    public bool Matches(Tree other) => Lines.SequenceEqual(other.Lines);

    public void MustEqual(Tree expected, string because = "")
    {
        var missing = expected.Lines.Except(Lines).Take(20).ToArray();
        var added = Lines.Except(expected.Lines).Take(20).ToArray();
        Assert.True(
            missing.Length == 0 && added.Length == 0,
            $"the trees differ {because}\nmissing:\n  {string.Join("\n  ", missing)}\nadded:\n  {string.Join("\n  ", added)}");
    }

    private void Add(DirectoryInfo folder, string prefix)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            var mode = Convert.ToString((int)entry.UnixFileMode, 8);
            if (entry.LinkTarget is { } target)
            {
                _entries[path] = "link " + target;
            }
            else if (entry is DirectoryInfo inner)
            {
                _entries[path] = "folder " + mode;
                Add(inner, path + "/");
            }
            else if (path.EndsWith(".pyc", StringComparison.Ordinal))
            {
                // Its header holds the source's mtime.
                _entries[path] = "bytecode " + mode;
            }
            else
            {
                _entries[path] = "file " + mode + " " + Hash(entry.FullName);
            }
        }
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return file.Length + " " + Convert.ToHexStringLower(SHA256.HashData(file))[..16];
    }
}
