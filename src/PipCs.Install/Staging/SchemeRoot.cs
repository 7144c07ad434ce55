using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Install.Staging;

/// <summary>One folder of the scheme, and where its files are staged.</summary>
internal sealed class SchemeRoot(string path, string stagedName)
{
    /// <summary>The folder, absolute and normalised, <c>--root</c> included.</summary>
    internal string Path { get; } = path;

    /// <summary>The name of its staging folder in the area.</summary>
    internal string StagedName { get; } = stagedName;

    /// <summary>The folder in which it is staged; null as long as nothing is.</summary>
    internal StagingArea? Area { get; set; }

    /// <summary>The staging folder; null until something is staged.</summary>
    internal DirectoryHandle? Staged { get; set; }

    /// <summary>The staging folder's path.</summary>
    internal string StagedPath => InstallPath.Join(Area!.Path, StagedName);
}

/// <summary>The folders of a scheme; two parts with one folder share it.</summary>
internal sealed class SchemeRoots
{
    private readonly SchemeRoot[] _byPart = new SchemeRoot[5];

    /// <summary>Names the folders; touches nothing.</summary>
    internal SchemeRoots(InstallationScheme scheme, string? root)
    {
        for (var part = SchemePart.Purelib; part <= SchemePart.Data; part++)
        {
            var path = InstallPath.InRoot(root, InstallPath.Of(scheme, part));
            foreach (var other in All)
            {
                if (string.Equals(other.Path, path, StringComparison.Ordinal))
                {
                    _byPart[(int)part] = other;
                    break;
                }
            }

            if (_byPart[(int)part] is null)
            {
                _byPart[(int)part] = new SchemeRoot(path, "new" + (int)part);
                All.Add(_byPart[(int)part]);
            }
        }
    }

    /// <summary>The different folders.</summary>
    internal List<SchemeRoot> All { get; } = new(5);

    /// <summary>The folder of a part.</summary>
    internal SchemeRoot this[SchemePart part] => _byPart[(int)part];

    /// <summary>Of the folders that contain a path of the data folder the one deepest down, and the path below that.</summary>
    internal (SchemeRoot Root, string Path) Innermost(string dataPath)
    {
        var data = this[SchemePart.Data];
        var full = dataPath.Length == 0 ? data.Path : InstallPath.Join(data.Path, dataPath);
        var best = data;
        foreach (var root in All)
        {
            if (root.Path.Length > best.Path.Length && InstallPath.IsWithin(full, root.Path))
            {
                best = root;
            }
        }

        return (best, full.Length == best.Path.Length ? "" : full[(best.Path.Length + (best.Path.EndsWith('/') ? 0 : 1))..]);
    }
}
