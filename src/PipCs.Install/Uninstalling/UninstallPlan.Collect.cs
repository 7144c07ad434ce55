using System.Text;
using PipCs.Install.Staging;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Standards.EntryPoints;

namespace PipCs.Install;

public sealed partial class UninstallPlan
{
    private void Collect()
    {
        var location = InstallPath.Real(Distribution.Location);
        if (!_isHeld && !Distribution.IsLocal)
        {
            Refusal = OutsideEnvironment(Distribution, _target);
            return;
        }

        if (string.Equals(location, _target.Interpreter.StandardLibrary, StringComparison.Ordinal))
        {
            Refusal = $"Not uninstalling {Distribution.Project} at {location}, as it is in the standard library.";
            return;
        }

        switch (Distribution.Kind)
        {
            case InstalledKind.EggInfoFile or InstalledKind.EggInfoFolder when _target.IsFlat:
                Add(Distribution.MetadataPath);
                break;
            case InstalledKind.EggInfoFolder when !Distribution.MetadataPath.EndsWith(Distribution.Name.Replace('-', '_') + ".egg-info", StringComparison.Ordinal):
                CollectEggInfo();
                break;
            case InstalledKind.EggInfoFile:
                throw Errors.InstalledByDistutils(Distribution.Name, Distribution.VersionText);
            case InstalledKind.Egg:
                CollectEgg(location);
                break;
            case InstalledKind.DistInfo:
                CollectRecord();
                break;
            default:
                CollectEggLink(location);
                break;
        }

        CollectScripts();
    }

    /// <summary>pip's sentence for a distribution outside of the environment, which is left alone.</summary>
    public static string OutsideEnvironment(InstalledDistribution distribution, InstallTarget target)
        => $"Not uninstalling {distribution.Project} at {InstallPath.Real(distribution.Location)}, outside environment {target.Interpreter.Prefix}";

    private void CollectRecord()
    {
        var rows = Distribution.ReadRecord();
        if (rows is null && _target.IsFlat)
        {
            Add(Distribution.MetadataPath);
            return;
        }

        if (rows is null)
        {
            var installer = Distribution.Installer;
            throw installer.Length == 0 || installer == "pip"
                ? Errors.NoRecord(Distribution.Name, Distribution.VersionText, Distribution.FolderVersion)
                : Errors.NoRecordOfInstaller(Distribution.Name, Distribution.VersionText, installer);
        }

        foreach (var row in rows)
        {
            AddWithBytecode(Distribution.Location, _target.IsFlat && row.Path.StartsWith("../../", StringComparison.Ordinal) ? row.Path[6..] : row.Path);
        }
    }

    /// <summary>Adds a file by its path, absolute or relative to a folder, and for a module also the bytecode of old Pythons.</summary>
    private void AddWithBytecode(string location, string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        var (folder, name) = Split(location, path);
        Add(folder, name);
        if (name.EndsWith(".py", StringComparison.Ordinal))
        {
            Add(folder, name + "c");
            Add(folder, name + "o");
        }
    }

    private (ListedFolder Folder, string Name) Split(string location, string path)
    {
        var end = path.Length;
        while (end > 1 && path[end - 1] == '/')
        {
            end--;
        }

        var slash = path.LastIndexOf('/', end - 1);
        var name = path[(slash + 1)..end];
        var folder = path.StartsWith('/')
            ? _listings.Get(slash == 0 ? "/" : path.AsSpan(0, slash))
            : slash < 0 ? _listings.Get(location) : GetBelow(location, path.AsSpan(0, slash));
        return (folder, name);
    }

    private ListedFolder GetBelow(string location, ReadOnlySpan<char> relative)
    {
        var length = location.Length + 1 + relative.Length;
        Span<char> buffer = length <= 512 ? stackalloc char[length] : new char[length];
        location.CopyTo(buffer);
        buffer[location.Length] = '/';
        relative.CopyTo(buffer[(location.Length + 1)..]);
        return _listings.Get(buffer);
    }

    private void Add(string path)
    {
        var (folder, name) = Split(Distribution.Location, path);
        Add(folder, name);
    }

    private void Add(ListedFolder folder, string name)
    {
        // A name such as ".." would lead to a folder above, which a distribution cannot own.
        if (name is "." or ".." or "" || !folder.Entries.TryGetValue(name, out var entry))
        {
            return;
        }

        if (entry.Kind == EntryKind.SymbolicLink && NativeFile.TryGetStatus(InstallPath.Join(folder.RealPath, name), out _) != Errno.None)
        {
            return;
        }

        // What is in a permitted folder is permitted; only a folder that is itself the border needs a look at the whole path.
        if (!(folder.IsPermitted ??= IsPermitted(folder.RealPath)) && !IsPermitted(InstallPath.Join(folder.RealPath, name)))
        {
            _refused.Add(InstallPath.Join(folder.RealPath, name));
        }
        else
        {
            if (entry.Plan != _number)
            {
                entry.Plan = _number;
                _entries.Add((folder, entry));
                _folders.Add(folder);
            }
        }

        if (name.EndsWith(".py", StringComparison.Ordinal) && _target.Interpreter.CacheTag is { } tag
            && folder.Entries.TryGetValue("__pycache__", out var cache) && cache.Kind == EntryKind.Directory)
        {
            Add(_listings.Get(folder, cache), $"{name.AsSpan(0, name.Length - 3)}.{tag}.pyc");
        }
    }

    private void CollectEggInfo()
    {
        Add(Distribution.MetadataPath);
        if (Distribution.ReadDeclaredFiles() is { } files)
        {
            foreach (var file in files)
            {
                Add(file);
            }
        }
        else if (Distribution.ReadMetadataFile("top_level.txt") is { } topLevel)
        {
            var namespaces = Distribution.ReadMetadataFile("namespace_packages.txt") is { } text ? Lines(text) : [];
            foreach (var line in Lines(topLevel))
            {
                if (!namespaces.Contains(line))
                {
                    Add(line);
                    Add(line + ".py");
                    Add(line + ".pyc");
                    Add(line + ".pyo");
                }
            }
        }
    }

    private void CollectEgg(string egg)
    {
        Add(egg);
        RemoveLine(InstallPath.Join(InstallPath.Parent(egg), "easy-install.pth"), "./" + egg[(egg.LastIndexOf('/') + 1)..]);
    }

    private void CollectEggLink(string location)
    {
        if (FindEggLink() is not { } eggLink)
        {
            return;
        }

        _ = NativeFile.ReadAll(eggLink, out var content);
        var lines = Lines(content);
        var pointer = lines.Count > 0 ? lines[0].Trim() : "";
        if (!string.Equals(InstallPath.Real(pointer), location, StringComparison.Ordinal))
        {
            throw Errors.EggLinkMismatch(eggLink, pointer, Distribution.Name, Distribution.Location);
        }

        Add(eggLink);
        RemoveLine(InstallPath.Join(InstallPath.Parent(eggLink), "easy-install.pth"), Distribution.Location);
    }

    private string? FindEggLink()
    {
        var name = Distribution.Name;
        var safe = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '.')
            {
                safe.Append(character);
            }
            else if (safe.Length == 0 || safe[^1] != '-')
            {
                safe.Append('-');
            }
        }

        foreach (var candidate in new[] { safe.ToString(), name })
        {
            var path = InstallPath.Join(Distribution.InstalledLocation, candidate + ".egg-link");
            if (NativeFile.TryGetStatus(path, out _) == Errno.None)
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Whether uninstalling may remove a path: in a virtual environment one in its prefix, else one in the folders of the scheme or in the distribution's folder.</summary>
    private bool IsPermitted(string path)
    {
        foreach (var folder in _permitted)
        {
            if (InstallPath.IsWithin(path, folder))
            {
                return true;
            }
        }

        return false;
    }

    private void RemoveLine(string file, string line)
    {
        file = InstallPath.Real(file);
        if (!IsPermitted(file))
        {
            _refused.Add(file);
        }
        else if (NativeFile.TryGetStatus(file, out _) != Errno.None)
        {
            MissingPathFile = file;
        }
        else
        {
            _pathFileEntries.Add(new Uninstalling.PathEntry(file, line));
        }
    }

    /// <summary>Adds the scripts of old distutils (<c>scripts/</c> in the metadata) and those of the entry points.</summary>
    private void CollectScripts()
    {
        var interpreter = _target.Interpreter;
        var folder = _isHeld ? _target.ScriptsFolder : (Distribution.IsInUserSite && interpreter.UserScheme is { } user ? user : interpreter.Scheme).Scripts;
        if (Distribution.Kind is InstalledKind.EggInfoFolder or InstalledKind.DistInfo)
        {
            var metadata = _listings.Get(Distribution.MetadataPath);
            if (metadata.Entries.TryGetValue("scripts", out var scripts) && scripts.Kind == EntryKind.Directory)
            {
                foreach (var (name, _) in _listings.Get(metadata, scripts).Entries)
                {
                    Add(InstallPath.Join(folder, name));
                }
            }
        }

        if (Distribution.ReadMetadataFile("entry_points.txt") is { } content)
        {
            foreach (var entry in EntryPointsFile.Read(content))
            {
                if (entry.Group is "console_scripts" or "gui_scripts" && entry.Name.Length > 0)
                {
                    Add(entry.Name.StartsWith('/') ? entry.Name : InstallPath.Join(folder, entry.Name));
                }
            }
        }
    }

    private static List<string> Lines(byte[] content)
    {
        var result = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length > 0)
            {
                result.Add(text);
            }
        }

        return result;
    }
}
