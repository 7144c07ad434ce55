using System.Text;
using PipCs.Install.Scripts;
using PipCs.Platform;
using PipCs.Store;

namespace PipCs.Install.Staging;

/// <summary>The files of a stored wheel, sorted by the folders into which they are installed. Immutable.</summary>
internal sealed class WheelLayout
{
    private static readonly string[] PartNames = ["purelib", "platlib", "headers", "scripts", "data"];

    private readonly WheelInstallation _installation;
    private readonly SchemeRoots _roots;
    private readonly SchemePart _library;

    private WheelLayout(WheelInstallation installation, SchemeRoots roots)
    {
        _installation = installation;
        _roots = roots;
        _library = installation.Wheel.RootIsPurelib ? SchemePart.Purelib : SchemePart.Platlib;
    }

    /// <summary>The folders that hold files.</summary>
    internal List<LayoutFolder> Folders { get; } = [];

    /// <summary>The positions of the files in the wheel, folder by folder.</summary>
    internal int[] Files { get; private set; } = [];

    /// <summary>The positions of files that are not installed: scripts that a wrapper of the same name replaces, and files that the installer writes itself. Null for none.</summary>
    internal HashSet<int>? Skipped { get; private set; }

    /// <summary>Sorts a wheel's files.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">A path leads outside, <c>.data</c> has a folder that is no part of the scheme, or a file would replace one that the environment needs.</exception>
    internal static WheelLayout Of(WheelInstallation installation, SchemeRoots roots)
    {
        var layout = new WheelLayout(installation, roots);
        layout.Sort();
        return layout;
    }

    /// <summary>The requirement as errors name it.</summary>
    internal static string Describe(WheelInstallation installation)
        => installation.Description ?? $"{installation.Wheel.FileName.Name}=={installation.Wheel.FileName.Version}";

    /// <summary>The path of a folder below its root, UTF-8 with a zero byte at its end.</summary>
    internal ReadOnlySpan<byte> StagedName(LayoutFolder folder)
        => folder.OwnName ?? _installation.Wheel.GetPath(_installation.Wheel.Folders[folder.Stored]);

    /// <summary>The path of a folder as it is after installing.</summary>
    internal string FinalPath(LayoutFolder folder)
    {
        var name = StagedName(folder)[..^1];
        return name.IsEmpty ? folder.Root.Path : InstallPath.Join(folder.Root.Path, Encoding.UTF8.GetString(name));
    }

    /// <summary>Sorts the files by folder, in one pass to count and one to place.</summary>
    private void Sort()
    {
        var wheel = _installation.Wheel;
        var entries = wheel.Entries;
        var folders = wheel.Folders;
        var ends = new int[folders.Length + 1];
        for (var i = 0; i < entries.Length; i++)
        {
            Skip(wheel, i, in entries[i]);
            ends[entries[i].Folder + 1]++;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        var files = new int[entries.Length];
        var dataFolders = new bool[folders.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            files[ends[entries[i].Folder]++] = i;
            dataFolders[entries[i].Folder] = (entries[i].Traits & StoredFileTraits.Data) != 0;
        }

        Files = files;
        for (var i = 0; i < folders.Length; i++)
        {
            // Placing the files advanced each number from the start of a folder to its end.
            var start = i == 0 ? 0 : ends[i - 1];
            var count = ends[i] - start;
            if (count > 0)
            {
                Folders.Add(dataFolders[i] ? MakeDataFolder(i, start, count) : MakeFolder(i, start, count));
            }
        }
    }

    private LayoutFolder MakeFolder(int stored, int start, int count)
    {
        var wheel = _installation.Wheel;
        var path = wheel.GetPath(wheel.Folders[stored]);
        if (path[0] == '/' || path.IndexOf(".."u8) >= 0)
        {
            RequireInside(Encoding.UTF8.GetString(path[..^1]));
        }

        return new LayoutFolder(_library, _roots[_library], stored, null, start, count);
    }

    private LayoutFolder MakeDataFolder(int stored, int start, int count)
    {
        var wheel = _installation.Wheel;
        var path = Encoding.UTF8.GetString(wheel.GetPath(wheel.Folders[stored])[..^1]);
        RequireInside(path);
        var parts = path.Split('/', 3);
        if (parts.Length < 2)
        {
            throw Errors.UnexpectedDataFile(Describe(_installation), FileName(wheel), Encoding.UTF8.GetString(wheel.GetPath(wheel.Entries[Files[start]])[..^1]));
        }

        var index = Array.IndexOf(PartNames, parts[1]);
        if (index < 0)
        {
            throw Errors.UnknownSchemeKey(Describe(_installation), FileName(wheel), parts[1], Encoding.UTF8.GetString(wheel.GetPath(wheel.Entries[Files[start]])[..^1]));
        }

        var part = (SchemePart)index;
        var below = parts.Length == 3 ? parts[2] : "";
        if (part == SchemePart.Headers)
        {
            var own = _installation.HeadersName ?? wheel.FileName.Name;
            below = below.Length == 0 ? own : own + "/" + below;
        }

        var (root, staged) = part == SchemePart.Data ? _roots.Innermost(below) : (_roots[part], below);
        if (staged.Length == 0)
        {
            RequireNotOfEnvironment(wheel, root, start, count);
        }

        return new LayoutFolder(part, root, stored, NativeName.Encode(staged), start, count);
    }

    private void RequireInside(string path)
    {
        var normal = InstallPath.Normalize(path);
        if (normal.StartsWith('/') || normal == ".." || normal.StartsWith("../", StringComparison.Ordinal) || !string.Equals(normal, path, StringComparison.Ordinal))
        {
            var folder = _roots[_library].Path;
            throw Errors.OutsideOfTarget(Describe(_installation), FileName(_installation.Wheel), InstallPath.Normalize(InstallPath.Join(folder, path)), folder);
        }
    }

    /// <summary>Throws where a file would replace one that makes the environment.</summary>
    private void RequireNotOfEnvironment(StoredWheel wheel, SchemeRoot root, int start, int count)
    {
        foreach (var index in Files.AsSpan(start, count))
        {
            var name = Encoding.UTF8.GetString(wheel.GetLeaf(wheel.Entries[index])[..^1]);
            if ((ReferenceEquals(root, _roots[SchemePart.Scripts]) && EnvironmentFiles.IsReservedScript(name))
                || (ReferenceEquals(root, _roots[SchemePart.Data]) && EnvironmentFiles.IsConfiguration(name)))
            {
                throw Errors.ReplacesEnvironment(Describe(_installation), name);
            }
        }
    }

    /// <summary>Notes a file that is not to be installed.</summary>
    private void Skip(StoredWheel wheel, int index, in StoredFileEntry entry)
    {
        var skips = false;
        if ((entry.Traits & StoredFileTraits.Script) != 0)
        {
            skips = ScriptWrapper.Replaces(wheel.ScriptEntryPoints, Encoding.UTF8.GetString(wheel.GetLeaf(entry)[..^1]));
        }
        else
        {
            var leaf = wheel.GetLeaf(entry)[..^1];
            if (leaf.Length is 9 or 6 or 15
                && (leaf.SequenceEqual("INSTALLER"u8) || leaf.SequenceEqual("RECORD"u8) || (_installation.IsRequested && leaf.SequenceEqual("REQUESTED"u8))
                    || (_installation.DirectUrl is not null && leaf.SequenceEqual("direct_url.json"u8))))
            {
                var folder = wheel.GetPath(wheel.Folders[entry.Folder])[..^1];
                skips = Encoding.UTF8.GetString(folder) == wheel.DistInfoName;
            }
        }

        if (skips)
        {
            (Skipped ??= []).Add(index);
        }
    }

    private static string FileName(StoredWheel wheel)
    {
        var name = wheel.FileName;
        var build = name.Build is null ? "" : "-" + name.Build;
        return $"{name.Name}-{name.Version}{build}-{name.Tags}.whl";
    }
}

/// <summary>A folder into which files of a wheel are installed.</summary>
/// <param name="Part">The part of the scheme to which the wheel assigns it.</param>
/// <param name="Root">The folder of the scheme for which it is staged. A folder in <c>.data/data</c> that lies in the folder of another part counts to that part.</param>
/// <param name="Stored">Its position in the wheel.</param>
/// <param name="OwnName">The path below <paramref name="Root"/> with a zero byte; null where it is the path in the wheel.</param>
/// <param name="Start">The position of its first file in <see cref="WheelLayout.Files"/>.</param>
/// <param name="Count">The number of its files.</param>
internal sealed record LayoutFolder(SchemePart Part, SchemeRoot Root, int Stored, byte[]? OwnName, int Start, int Count);
