using System.Buffers.Binary;
using System.Text;
using PipCs.Install.Scripts;
using PipCs.Platform;
using PipCs.Store;

namespace PipCs.Install.Staging;

internal sealed partial class StagedWheel
{
    /// <summary>Places the files of some folders.</summary>
    internal void PlaceFolders(int start, int count)
    {
        using var source = Open(_wheel.Folder);
        using var compiled = _bytecode is null ? null : Open(_bytecode.Folder);
        for (var i = start; i < start + count; i++)
        {
            PlaceFolder(Layout.Folders[i], source, compiled, only: default);
        }
    }

    /// <summary>Places this wheel's file at a path that another wheel has too, and replaces the other's.</summary>
    internal void Replace(SchemeRoot root, string path)
    {
        var wanted = Encoding.UTF8.GetBytes(path);
        foreach (var folder in Layout.Folders)
        {
            var name = Layout.StagedName(folder)[..^1];
            if (ReferenceEquals(folder.Root, root) && (name.IsEmpty || (wanted.AsSpan().StartsWith(name) && wanted.Length > name.Length && wanted[name.Length] == '/')))
            {
                using var source = Open(_wheel.Folder);
                using var compiled = _bytecode is null ? null : Open(_bytecode.Folder);
                PlaceFolder(folder, source, compiled, name.IsEmpty ? wanted : wanted.AsSpan(name.Length + 1));
            }
        }

        if (ReferenceEquals(root, _context.Roots[SchemePart.Scripts]))
        {
            GenerateScripts(null, path);
        }
    }

    private DirectoryHandle Open(string folder)
    {
        var error = DirectoryHandle.Open(folder, out var handle);
        return error switch
        {
            Errno.None => handle,
            Errno.NoEntry => throw new StoredFileChangedException(_wheel, folder),
            _ => throw _context.Failure(error, folder),
        };
    }

    /// <summary>Places a folder's files, or only that of one name (below the folder).</summary>
    private void PlaceFolder(LayoutFolder folder, DirectoryHandle source, DirectoryHandle? compiled, ReadOnlySpan<byte> only)
    {
        var name = Layout.StagedName(folder);
        var staged = _context.MakeFolder(folder.Root, name);
        if (name.Length == 1)
        {
            PlaceFiles(folder, source, compiled, staged, only);
            return;
        }

        var error = staged.OpenDirectory(name, out var opened);
        using (opened)
        {
            if (error != Errno.None)
            {
                throw _context.Failure(error, Layout.FinalPath(folder));
            }

            PlaceFiles(folder, source, compiled, opened, only);
        }
    }

    private void PlaceFiles(LayoutFolder folder, DirectoryHandle source, DirectoryHandle? compiled, DirectoryHandle staged, ReadOnlySpan<byte> only)
    {
        Span<byte> sourceBuffer = stackalloc byte[12];
        Span<byte> cachedBuffer = stackalloc byte[512];
        var entries = _wheel.Entries;
        var bytecode = compiled is null ? default : _bytecode!.Entries;
        var hasCache = false;
        foreach (var index in Layout.Files.AsSpan(folder.Start, folder.Count))
        {
            if (Layout.Skipped?.Contains(index) == true)
            {
                continue;
            }

            ref readonly var entry = ref entries[index];
            var name = _wheel.GetLeaf(entry);
            var sourceName = StoredWheel.GetSourceName(index, sourceBuffer);
            if (only.IsEmpty || only.SequenceEqual(name[..^1]))
            {
                PlaceFile(folder, index, entry, source, sourceName, staged, name, overwrite: _isRetry || !only.IsEmpty);
            }

            if (bytecode.IsEmpty || !bytecode[index].Exists)
            {
                continue;
            }

            var cachedName = CachedName(name[..^4], cachedBuffer);
            if (!only.IsEmpty && !only.SequenceEqual(cachedName[..^1]))
            {
                continue;
            }

            if (!hasCache)
            {
                hasCache = true;
                var error = staged.MakeDirectory("__pycache__\0"u8);
                if (error is not (Errno.None or Errno.Exists))
                {
                    throw Failure(error, folder, "__pycache__"u8);
                }
            }

            PlaceBytecode(folder, index, entry, bytecode[index], compiled!, sourceName, staged, cachedName, overwrite: _isRetry || !only.IsEmpty);
        }
    }

    private void PlaceFile(LayoutFolder folder, int index, in StoredFileEntry entry, DirectoryHandle source, ReadOnlySpan<byte> sourceName, DirectoryHandle staged, ReadOnlySpan<byte> name, bool overwrite)
    {
        if (overwrite)
        {
            _ = staged.Unlink(name);
        }

        var executable = (entry.Traits & StoredFileTraits.Executable) != 0;
        if ((entry.Traits & StoredFileTraits.RewrittenScript) == 0)
        {
            Place(folder, source, sourceName, staged, name, executable, entry.Size, entry.MtimeNanoseconds);
            return;
        }

        var mode = executable ? _context.Placer.ExecutableMode : _context.Placer.RegularMode;
        Check(_context.Placer.Write(staged, name, ReadScript(index, entry), mode), folder, name[..^1]);
    }

    private void PlaceBytecode(LayoutFolder folder, int index, in StoredFileEntry entry, in StoredBytecodeEntry bytecode, DirectoryHandle compiled, ReadOnlySpan<byte> sourceName, DirectoryHandle staged, ReadOnlySpan<byte> name, bool overwrite)
    {
        if (overwrite)
        {
            _ = staged.Unlink(name);
        }

        if ((entry.Traits & StoredFileTraits.RewrittenScript) == 0)
        {
            Place(folder, compiled, sourceName, staged, name, false, bytecode.Size, bytecode.MtimeNanoseconds);
            return;
        }

        var error = compiled.ReadFile(sourceName, out var content);
        if (error != Errno.None || content.Length != bytecode.Size)
        {
            throw error is Errno.None or Errno.NoEntry ? new StoredFileChangedException(_wheel, _bytecode!.Folder) : Failure(error, folder, name[..^1]);
        }

        Adapt(content, staged, _wheel.GetLeaf(entry), ReadScript(index, entry).Length);
        Check(_context.Placer.Write(staged, name, content, _context.Placer.RegularMode), folder, name[..^1]);
    }

    /// <summary>
    /// Adapts the bytecode of a script whose first line was changed. The code is the same, but the header records
    /// the time and size of the source (PEP 552). Where the first line became three, Python has to compile it again.
    /// </summary>
    private void Adapt(byte[] bytecode, DirectoryHandle staged, ReadOnlySpan<byte> scriptName, int size)
    {
        if (bytecode.Length < 16 || BinaryPrimitives.ReadUInt32LittleEndian(bytecode.AsSpan(4)) != 0)
        {
            return;
        }

        var seconds = staged.TryGetStatus(scriptName, out var status) == Errno.None ? status.MtimeNanoseconds / 1_000_000_000 : 0;
        var isSame = Shebang.IsSimple(_context.Target.ScriptExecutable);
        BinaryPrimitives.WriteUInt32LittleEndian(bytecode.AsSpan(8), isSame ? unchecked((uint)seconds) : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytecode.AsSpan(12), isSame ? unchecked((uint)size) : 0);
    }

    private void Place(LayoutFolder folder, DirectoryHandle source, ReadOnlySpan<byte> sourceName, DirectoryHandle staged, ReadOnlySpan<byte> name, bool executable, long size, long mtime)
    {
        switch (_context.Placer.Place(source, sourceName, folder.Root.Area!, staged, name, executable, size, mtime, out var error))
        {
            case Placement.Done:
                break;
            case Placement.Changed:
                throw new StoredFileChangedException(_wheel, InstallPath.Join(Layout.FinalPath(folder), Encoding.UTF8.GetString(name[..^1])));
            case Placement.Collision:
                Check(Errno.Exists, folder, name[..^1]);
                break;
            default:
                throw Failure(error, folder, name[..^1]);
        }
    }

    /// <summary>Throws where something failed; a name that is taken is noted for <see cref="Replace"/>.</summary>
    private void Check(Errno error, LayoutFolder folder, ReadOnlySpan<byte> name)
    {
        if (error == Errno.Exists)
        {
            var leaf = Encoding.UTF8.GetString(name);
            var path = Layout.StagedName(folder)[..^1];
            _context.AddCollision(folder.Root, path.IsEmpty ? leaf : Encoding.UTF8.GetString(path) + "/" + leaf);
        }
        else if (error != Errno.None)
        {
            throw Failure(error, folder, name);
        }
    }

    private Diagnostics.UserErrorException Failure(Errno error, LayoutFolder folder, ReadOnlySpan<byte> name)
        => _context.Failure(error, InstallPath.Join(Layout.FinalPath(folder), Encoding.UTF8.GetString(name)));

    /// <summary>A script of the store with its first line rewritten.</summary>
    private byte[] ReadScript(int index, in StoredFileEntry entry)
    {
        var path = $"{_wheel.Folder}/{index:x}";
        if (NativeFile.TryGetStatus(path, out var status) == Errno.None && status.MtimeNanoseconds == entry.MtimeNanoseconds
            && NativeFile.ReadAll(path, out var content) == Errno.None && content.Length == entry.Size
            && Shebang.TryRewrite(content, _context.Target.ScriptExecutable, out var rewritten))
        {
            return rewritten;
        }

        throw new StoredFileChangedException(_wheel, path);
    }
}
