using System.Text;
using Microsoft.Win32.SafeHandles;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Archives.Unpacking;

/// <summary>
/// Writes an archive's members below a folder to which no other process writes. Each is checked: no file and no link leads outside. Files and folders
/// are made at once, links at the end, so that no member is written through a link. Modes follow the umask, with the execute bits of the archive.
/// </summary>
/// <remarks>The rules and messages are those of Python's <c>data</c> filter (PEP 706); docs/decisions/0055-tar.md lists the stricter ones.</remarks>
public sealed class UnpackedTree : IDisposable
{
    private const int DefaultFileMode = FileModes.ReadWrite;
    private const int ExecutableMode = FileModes.All;
    private const int OwnerExecuteBit = 0x40;

    private readonly DirectoryHandle _root;
    private readonly string _path;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _symbolicLinks = new(StringComparer.Ordinal);
    private readonly List<string> _hardLinksInOrder = [];
    private readonly LeadingFolder _leading = new();

    /// <summary>Opens the folder, which must be there and empty.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public UnpackedTree(string path)
    {
        _path = path;
        _root = DirectoryHandle.OpenOrThrow(path);
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    /// <summary>Makes a folder; it may be there.</summary>
    /// <param name="name">The member's name as the archive has it.</param>
    /// <exception cref="InvalidDataException">It leads outside, or a file has this name.</exception>
    public void AddFolder(string name)
    {
        _leading.Add(name);
        MakeFolders(Normalize(name));
    }

    /// <summary>Makes a file; an earlier file of the same name is replaced.</summary>
    /// <param name="name">The member's name in the archive.</param>
    /// <param name="isExecutable">Whether everyone who may read it may execute it.</param>
    /// <exception cref="InvalidDataException">The name leads outside, or a folder has it.</exception>
    public SafeFileHandle AddFile(string name, bool isExecutable)
    {
        _leading.Add(name);
        var path = Normalize(name);
        MakeParent(path, name);
        var native = NativeName.Encode(path);
        var error = _root.OpenFile(native, write: true, out var handle, Mode(isExecutable));
        if (error == Errno.Exists && _root.TryGetStatus(native, out var before) == Errno.None && _root.Unlink(native) == Errno.None)
        {
            // As in pip, where the second is written into the first, execute bits stay.
            error = _root.OpenFile(native, write: true, out handle, Mode(isExecutable || (before.Mode & OwnerExecuteBit) != 0));
        }

        return error == Errno.None ? handle : throw Failed(error, name);

        static int Mode(bool isExecutable) => isExecutable ? ExecutableMode : DefaultFileMode;
    }

    /// <summary>Adds a symbolic link, which <see cref="Finish"/> makes.</summary>
    public void AddSymbolicLink(string name, string target)
    {
        if (target.StartsWith('/'))
        {
            throw new InvalidDataException($"{Quote(name)} is a link to an absolute path");
        }

        AddLink(_symbolicLinks, name, target.Length == 0 ? throw new InvalidDataException($"{Quote(name)} is a link to nothing") : target);
    }

    /// <summary>Adds a hard link, which <see cref="Finish"/> makes.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="target">The name of an earlier regular file.</param>
    public void AddHardLink(string name, string target)
    {
        if (target.StartsWith('/'))
        {
            throw new InvalidDataException($"{Quote(name)} is a link to an absolute path");
        }

        var targetPath = Normalize(target);
        if (!_hardLinks.ContainsKey(targetPath)
            && (_root.TryGetStatus(NativeName.Encode(targetPath), out var status) != Errno.None || status.Kind != EntryKind.File))
        {
            throw new InvalidDataException($"linkname {Quote(target)} not found");
        }

        _hardLinksInOrder.Add(AddLink(_hardLinks, name, targetPath));
    }

    /// <summary>Makes the links.</summary>
    /// <returns>The path of the tree: the archive's one top-level folder, as source distributions have it, or the folder itself where there is none.</returns>
    /// <exception cref="InvalidDataException">A member or a link leads outside of the tree, or a link's name is taken.</exception>
    public string Finish()
    {
        foreach (var link in _hardLinksInOrder)
        {
            MakeLink(link, native => _root.Link(_root, NativeName.Encode(_hardLinks[link]), native));
        }

        var top = _leading.Name is { } leading && _folders.Contains(leading) ? leading : "";

        var resolver = new LinkResolver(_symbolicLinks, top);
        foreach (var (link, target) in _symbolicLinks)
        {
            if (!resolver.StaysInside(link))
            {
                throw new InvalidDataException($"{Quote(link)} would link to {Quote(target)}, which is outside the destination");
            }

            MakeLink(link, native => _root.MakeSymbolicLink(NativeName.Encode(target), native));
        }

        return top.Length == 0 ? _path : Path.Join(_path, top);
    }

    private string AddLink(Dictionary<string, string> links, string name, string target)
    {
        _leading.Add(name);
        var path = Normalize(name);
        MakeParent(path, name);
        if (_hardLinks.ContainsKey(path) || _symbolicLinks.ContainsKey(path))
        {
            throw new InvalidDataException($"{Quote(name)} is there twice, as a link");
        }

        links.Add(path, target);
        return path;
    }

    private static void MakeLink(string path, Func<byte[], Errno> make)
    {
        var error = make(NativeName.Encode(path));
        if (error != Errno.None)
        {
            throw Failed(error, path);
        }
    }

    private void MakeParent(string path, string name)
    {
        if (path.Length == 0)
        {
            throw new InvalidDataException($"{Quote(name)} is a file without a name");
        }

        if (path.LastIndexOf('/') is >= 0 and var slash)
        {
            MakeFolders(path[..slash]);
        }
    }

    private void MakeFolders(string path)
    {
        if (path.Length == 0 || !_folders.Add(path))
        {
            return;
        }

        if (path.LastIndexOf('/') is >= 0 and var slash)
        {
            MakeFolders(path[..slash]);
        }

        var native = NativeName.Encode(path);
        var error = _root.MakeDirectory(native);
        if (error == Errno.Exists && _root.TryGetStatus(native, out var status) == Errno.None && status.Kind == EntryKind.Directory)
        {
            error = Errno.None;
        }

        if (error != Errno.None)
        {
            throw Failed(error, path);
        }
    }

    /// <summary>The path below the folder: as Python's filter has it, leading slashes do not count.</summary>
    private string Normalize(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{Quote(name)} has a zero byte");
        }

        if (!name.StartsWith('/') && !name.Contains("./", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal) && !name.EndsWith('.') && !name.EndsWith('/'))
        {
            return name;
        }

        var parts = new List<string>();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // Where it leads depends on links that the archive may hold: no source distribution needs it.
            if (part == "..")
            {
                throw parts.Count == 0 ? Outside(name) : new InvalidDataException($"{Quote(name)} leads up by '..'");
            }

            if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private InvalidDataException Outside(string name)
        => new($"{Quote(name)} would be extracted to {Quote(Path.GetFullPath(Path.Join(_path, name)))}, which is outside the destination");

    private static Exception Failed(Errno error, string name) => error switch
    {
        Errno.Exists or Errno.NotDirectory or Errno.IsDirectory => new InvalidDataException($"{Quote(name)} is there twice, of different kinds"),
        Errno.NameTooLong => new InvalidDataException($"{Quote(name)} is longer than the file system takes"),
        _ => PlatformError.From(error, name),
    };

    private static string Quote(string name) => PythonRepr.Quote(name);
}
