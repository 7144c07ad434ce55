using System.Diagnostics.CodeAnalysis;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Install.Staging;

/// <summary>The data that the wheels of one transaction share: the target, the staging folders, and the paths that two wheels have. Thread-safe.</summary>
internal sealed class StagingContext : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<StagingArea> _areas = [];
    private readonly List<string> _made = [];
    private readonly HashSet<(SchemeRoot Root, string Path)> _collisions = [];

    /// <summary>Takes the target; touches nothing.</summary>
    internal StagingContext(InstallTarget target)
    {
        Target = target;
        Roots = new SchemeRoots(target.Scheme, target.Root);
        Umask = ProcessIdentity.ReadUmask();
        Placer = new FilePlacer(Umask, ProcessIdentity.EffectiveUserId);
        EnsurePipOptions = Environment.GetEnvironmentVariable("ENSUREPIP_OPTIONS");
    }

    /// <summary>The target of the transaction.</summary>
    internal InstallTarget Target { get; }

    /// <summary>The folders of the scheme.</summary>
    internal SchemeRoots Roots { get; }

    /// <summary>The process's umask.</summary>
    internal int Umask { get; }

    /// <summary>Links and copies.</summary>
    internal FilePlacer Placer { get; }

    /// <summary><c>ENSUREPIP_OPTIONS</c>, or null.</summary>
    internal string? EnsurePipOptions { get; }

    /// <summary>The areas that were made, that of site-packages first.</summary>
    internal IReadOnlyList<StagingArea> Areas => _areas;

    /// <summary>The paths that two wheels have.</summary>
    internal IReadOnlyCollection<(SchemeRoot Root, string Path)> Collisions => _collisions;

    /// <summary>The area in site-packages, which is the environment's lock.</summary>
    internal StagingArea MainArea() => _areas[0];

    /// <summary>Takes the area in site-packages, waiting for another process to finish with it.</summary>
    /// <param name="waits">Called once before waiting.</param>
    /// <exception cref="UserErrorException">It cannot be made.</exception>
    internal void TakeMain(Action waits) => Take(Roots[SchemePart.Purelib].Path, waits);

    /// <summary>Removes the folders that were made for the areas, as long as nothing is in them.</summary>
    internal void RemoveMadeFolders()
    {
        using var root = DirectoryHandle.OpenOrThrow("/");
        for (var i = _made.Count - 1; i >= 0; i--)
        {
            _ = root.RemoveDirectory(NativeName.Encode(_made[i]));
        }
    }

    /// <summary>The area for a path that is not a folder of the scheme: one on its file system.</summary>
    internal StagingArea AreaFor(string path)
    {
        var main = MainArea();
        var existing = path;
        FileStatus status;
        while (NativeFile.TryGetStatus(existing, out status) != Errno.None && existing.Length > 1)
        {
            existing = InstallPath.Parent(existing);
        }

        if (status.Device == main.Device)
        {
            return main;
        }

        lock (_lock)
        {
            foreach (var area in _areas)
            {
                if (area.Device == status.Device)
                {
                    return area;
                }
            }

            return Take(status.Kind == EntryKind.Directory ? existing : InstallPath.Parent(existing), waits: null);
        }
    }

    /// <summary>Makes a folder and those above it among the staged, and gives the staging folder of its root.</summary>
    /// <exception cref="UserErrorException">It cannot be made.</exception>
    internal DirectoryHandle MakeFolder(SchemeRoot root, ReadOnlySpan<byte> name)
    {
        var staged = root.Staged ?? OpenRoot(root);
        if (name.Length > 1)
        {
            var error = MakeFolders(staged, name);
            if (error != Errno.None)
            {
                throw Failure(error, InstallPath.Join(root.Path, System.Text.Encoding.UTF8.GetString(name[..^1])));
            }
        }

        return staged;
    }

    /// <summary>Notes that two files have one path.</summary>
    internal void AddCollision(SchemeRoot root, string path)
    {
        lock (_lock)
        {
            _collisions.Add((root, path));
        }
    }

    /// <summary>The error for a refusal of the system.</summary>
    internal UserErrorException Failure(Errno error, string path)
    {
        var inEnvironment = Target.Interpreter.IsVirtualEnvironment || Target.Scheme == Target.Interpreter.UserScheme;
        return Errors.System(PlatformError.Describe(error, path), error != Errno.AccessDenied ? 0 : inEnvironment ? 1 : 2);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var root in Roots.All)
        {
            root.Staged?.Dispose();
        }

        foreach (var area in _areas)
        {
            area.Dispose();
        }
    }

    private static Errno MakeFolders(DirectoryHandle root, ReadOnlySpan<byte> name)
    {
        var error = root.MakeDirectory(name);
        var slash = name.LastIndexOf((byte)'/');
        if (error == Errno.NoEntry && slash > 0)
        {
            error = MakeFolders(root, [.. name[..slash], 0]);
            if (error == Errno.None)
            {
                error = root.MakeDirectory(name);
            }
        }

        return error == Errno.Exists ? Errno.None : error;
    }

    private DirectoryHandle OpenRoot(SchemeRoot root)
    {
        var area = AreaFor(root.Path);
        lock (_lock)
        {
            if (root.Staged is not null)
            {
                return root.Staged;
            }

            root.Area = area;
            var name = NativeName.Encode(root.StagedName);
            var error = area.Handle.MakeDirectory(name);
            if (error is Errno.None or Errno.Exists)
            {
                error = area.Handle.OpenDirectory(name, out var staged);
                if (error == Errno.None)
                {
                    root.Staged = staged;
                    return staged;
                }
            }

            throw Failure(error, root.Path);
        }
    }

    private StagingArea Take(string parent, Action? waits)
    {
        var error = StagingArea.Take(parent, waits, _made, out var area);
        if (area is null)
        {
            RemoveMadeFolders();
            throw error == Errno.NotPermitted && StagingArea.Owner(parent) is var owner
                ? Errors.AreaOfAnother(InstallPath.Join(parent, StagingArea.FolderName), owner.ToString(System.Globalization.CultureInfo.InvariantCulture))
                : Failure(error, error == Errno.NotDirectory ? InstallPath.Join(parent, StagingArea.FolderName) : parent);
        }

        _areas.Add(area);
        if (_areas.Count > 1)
        {
            Transactions.Journal.NoteArea(_areas[0], area.Path);
            error = area.MakeOldFolder();
            if (error != Errno.None)
            {
                throw Failure(error, area.Path);
            }
        }

        return area;
    }
}
