using System.Text;
using PipCs.Diagnostics;
using PipCs.Install.Staging;
using PipCs.Install.Uninstalling;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>Works out the steps of a commit; changes nothing.</summary>
internal sealed class CommitPlan(StagingContext context)
{
    private readonly HashSet<string> _takenOut = new(StringComparer.Ordinal);
    private readonly List<JournalStep> _metadata = [];
    private readonly List<JournalStep> _after = [];
    private readonly HashSet<string> _emptied = new(StringComparer.Ordinal);
    private readonly List<PathEntry> _pathEntries = [];
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly List<(string Path, bool IsLink)> _kept = [];
    private Inheritance _inheritance;

    /// <summary>The steps so far; complete after <see cref="Complete"/>.</summary>
    internal List<JournalStep> Steps { get; } = [];

    /// <summary>The entries that were there and stay although a new one has the same name, in the order of folders.</summary>
    internal IReadOnlyList<(string Path, bool IsLink)> Kept => _kept;

    /// <summary>Adds the steps that move the files of a plan out.</summary>
    internal void Remove(UninstallPlan plan)
    {
        foreach (var folder in plan.Compressed.Folders)
        {
            TakeOut(folder);
        }

        foreach (var file in plan.Compressed.Files)
        {
            TakeOut(file);
            var parent = InstallPath.Parent(file);
            if (!plan.Compressed.Kept.Contains(parent) && _emptied.Add(parent))
            {
                _after.Add(new JournalStep(StepKind.RemoveEmpty, parent, KeptAbove(parent, plan.Compressed.Kept)));
            }
        }

        _pathEntries.AddRange(plan.PathFileEntries);
    }

    /// <summary>Adds the steps that move the staged files of one folder of the scheme in.</summary>
    /// <exception cref="UserErrorException">A folder is in the place of a file, or the reverse.</exception>
    internal void BringIn(SchemeRoot root)
    {
        if (root.Staged is not { } staged)
        {
            return;
        }

        // The paths that are moved out are real paths.
        var path = _takenOut.Count > 0 ? InstallPath.Real(root.Path) : root.Path;
        MakeFolders(path);
        _inheritance = root.Area!.Inheritance;
        Merge(staged, root.StagedPath, path, isRoot: true);
    }

    /// <summary>Puts the steps for metadata folders last, and after them those that follow the commit.</summary>
    /// <exception cref="UserErrorException">A <c>.pth</c> file cannot be rewritten.</exception>
    internal void Complete()
    {
        var rewritten = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _pathEntries)
        {
            if (rewritten.Add(entry.File))
            {
                RewritePathFile(entry.File, rewritten.Count);
            }
        }

        Steps.AddRange(_metadata);
        Steps.AddRange(_after);
        _metadata.Clear();
        _after.Clear();
    }

    private static string KeptAbove(string path, HashSet<string> kept)
    {
        while (path.Length > 1 && !kept.Contains(path))
        {
            path = InstallPath.Parent(path);
        }

        return path;
    }

    /// <summary>Whether a path, or a folder above it, is taken out before anything is brought in.</summary>
    private bool IsTakenOut(string path)
    {
        if (_takenOut.Count == 0)
        {
            return false;
        }

        for (var at = path; at.Length > 1; at = InstallPath.Parent(at))
        {
            if (_takenOut.Contains(at))
            {
                return true;
            }
        }

        return false;
    }

    private void TakeOut(string path)
    {
        if (!IsTakenOut(path) && _takenOut.Add(path))
        {
            Steps.Add(new JournalStep(StepKind.Move, path, context.AreaFor(path).NextOldPath()));
        }
    }

    /// <summary>Makes the folder of a scheme where it is missing.</summary>
    private void MakeFolders(string path)
    {
        if (path.Length <= 1 || _made.Contains(path) || (!IsTakenOut(path) && NativeFile.TryGetStatus(path, out _) == Errno.None))
        {
            return;
        }

        MakeFolders(InstallPath.Parent(path));
        _made.Add(path);
        Steps.Add(new JournalStep(StepKind.MakeFolder, path));
    }

    private void Merge(DirectoryHandle staged, string stagedPath, string targetPath, bool isRoot)
    {
        var exists = DirectoryHandle.Open(targetPath, out var target) == Errno.None && !IsTakenOut(targetPath);
        var entries = new List<(byte[] Name, EntryKind Kind)>();
        staged.List((name, kind) =>
        {
            var native = new byte[name.Length + 1];
            name.CopyTo(native);
            entries.Add((native, kind));
        });
        // Entries of a folder with the set-group-id bit get that folder's group. They may have been staged in a folder without the bit, or the reverse.
        var inheritance = exists ? InheritanceOf(target) : InheritanceAt(targetPath);
        foreach (var (native, listedKind) in entries)
        {
            var name = Encoding.UTF8.GetString(native.AsSpan(0, native.Length - 1));
            var from = InstallPath.Join(stagedPath, name);
            var to = InstallPath.Join(targetPath, name);
            var kind = listedKind;
            if (kind == EntryKind.Unknown && staged.TryGetStatus(native, out var own) == Errno.None)
            {
                kind = own.Kind;
            }

            var steps = isRoot && name.EndsWith(".dist-info", StringComparison.Ordinal) ? _metadata : Steps;
            if (!exists || _takenOut.Contains(to) || target.TryGetStatus(native, out var status) == Errno.NoEntry)
            {
                Adapt(staged, native, inheritance, from);
                steps.Add(new JournalStep(StepKind.Move, from, to));
            }
            else if (IsKept(kind, status))
            {
                KeepExisting(to, status);
            }
            else if (kind == EntryKind.Directory && !(context.Target.IsFlat && status.Kind == EntryKind.File))
            {
                MergeFolder(staged, native, from, to, status);
            }
            else if (status.Kind == EntryKind.Directory)
            {
                target.Dispose();
                throw context.Failure(Errno.IsDirectory, to);
            }
            else
            {
                TakeOut(to);
                Adapt(staged, native, inheritance, from);
                steps.Add(new JournalStep(StepKind.Move, from, to));
            }
        }

        target.Dispose();
    }

    /// <summary>Whether an existing entry stays because the target keeps such entries; two folders are merged.</summary>
    private bool IsKept(EntryKind kind, in FileStatus existing) => context.Target.Existing switch
    {
        ExistingEntries.Kept => kind != EntryKind.Directory || existing.Kind != EntryKind.Directory,
        ExistingEntries.ReplacedUnlessLink => existing.Kind == EntryKind.SymbolicLink,
        _ => false,
    };

    private void KeepExisting(string path, in FileStatus existing)
    {
        // The bytecode of a module that stays is not reported: it stays with its module.
        if (!InstallPath.Parent(path).EndsWith("/__pycache__", StringComparison.Ordinal))
        {
            _kept.Add((path, existing.Kind == EntryKind.SymbolicLink));
        }
    }

    private Inheritance InheritanceOf(DirectoryHandle folder)
        => folder.TryGetStatus(".\0"u8, out var status) == Errno.None ? Inheritance.Of(status, _inheritance) : _inheritance;

    /// <summary>The inheritance of a folder that does not exist yet, which is that of the nearest folder above it that stays.</summary>
    private Inheritance InheritanceAt(string path)
    {
        while (path.Length > 1)
        {
            path = InstallPath.Parent(path);
            if (!IsTakenOut(path) && NativeFile.TryGetStatus(path, out var status) == Errno.None)
            {
                return Inheritance.Of(status, _inheritance);
            }
        }

        return _inheritance;
    }

    private void Adapt(DirectoryHandle staged, byte[] name, Inheritance inheritance, string path)
    {
        if (inheritance != _inheritance && inheritance.Apply(staged, name) is var error and not Errno.None)
        {
            throw context.Failure(error, path);
        }
    }

    private void MergeFolder(DirectoryHandle staged, byte[] name, string from, string to, FileStatus status)
    {
        if (status.Kind == EntryKind.SymbolicLink && NativeFile.TryGetStatus(to, out var followed) == Errno.None)
        {
            status = followed;
            to = InstallPath.Real(to);
        }

        if (status.Kind != EntryKind.Directory)
        {
            throw context.Failure(Errno.Exists, to);
        }

        var error = staged.OpenDirectory(name, out var folder);
        using (folder)
        {
            if (error != Errno.None)
            {
                throw context.Failure(error, from);
            }

            Merge(folder, from, to, isRoot: false);
        }
    }

    /// <summary>Replaces a <c>.pth</c> file by one without the removed lines.</summary>
    private void RewritePathFile(string file, int number)
    {
        if (NativeFile.ReadAll(file, out var content) != Errno.None)
        {
            return;
        }

        var text = Encoding.Latin1.GetString(content);
        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var unwanted = new List<string>();
        foreach (var entry in _pathEntries)
        {
            if (string.Equals(entry.File, file, StringComparison.Ordinal))
            {
                unwanted.Add(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(entry.Line + end)));
            }
        }

        var kept = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var next = text.IndexOf('\n', at) + 1;
            var line = next == 0 ? text[at..] + end : text[at..next];
            at = next == 0 ? text.Length : next;
            if (!unwanted.Remove(line))
            {
                kept.Append(line);
            }
        }

        var area = context.AreaFor(file);
        var name = $"path-{number}";
        _ = NativeFile.TryGetStatus(file, out var status);
        var error = context.Placer.Write(area.Handle, NativeName.Encode(name), Encoding.Latin1.GetBytes(kept.ToString()), status.Mode);
        if (error != Errno.None)
        {
            throw context.Failure(error, file);
        }

        TakeOut(file);
        Steps.Add(new JournalStep(StepKind.Move, InstallPath.Join(area.Path, name), file));
    }
}
