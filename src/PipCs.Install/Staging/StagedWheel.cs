using System.Text;
using PipCs.Install.Recording;
using PipCs.Install.Scripts;
using PipCs.Platform;
using PipCs.Store;

namespace PipCs.Install.Staging;

/// <summary>One wheel while it is staged, with its scripts and metadata. Several threads may place its parts.</summary>
internal sealed partial class StagedWheel
{
    private readonly StagingContext _context;
    private readonly StoredWheel _wheel;
    private readonly StoredBytecode? _bytecode;
    private readonly byte[] _cacheSuffix;
    private readonly SchemeRoot _library;
    private readonly bool _isRetry;

    /// <summary>Lays the wheel out; writes nothing.</summary>
    /// <param name="context">The data that the wheels share.</param>
    /// <param name="installation">The wheel.</param>
    /// <param name="isRetry">Whether part of it may have been staged already.</param>
    internal StagedWheel(StagingContext context, WheelInstallation installation, bool isRetry)
    {
        _context = context;
        Installation = installation;
        _wheel = installation.Wheel;
        _isRetry = isRetry;
        _bytecode = context.Target.Interpreter.CacheTag is null ? null : installation.Bytecode;
        _cacheSuffix = Encoding.UTF8.GetBytes($".{context.Target.Interpreter.CacheTag}.pyc\0");
        _library = context.Roots[_wheel.RootIsPurelib ? SchemePart.Purelib : SchemePart.Platlib];
        Layout = WheelLayout.Of(installation, context.Roots);
        Wrappers = ScriptWrapper.For(_wheel.ScriptEntryPoints, context.Target.Interpreter.Markers.PythonVersion, context.EnsurePipOptions, installation);
    }

    /// <summary>How it is installed.</summary>
    internal WheelInstallation Installation { get; }

    /// <summary>The folders of its files.</summary>
    internal WheelLayout Layout { get; }

    /// <summary>The scripts that call its entry points.</summary>
    internal List<ScriptWrapper> Wrappers { get; }

    /// <summary>Writes the scripts, and the metadata that the installer adds, RECORD last.</summary>
    internal void Generate()
    {
        var rows = new InstalledRecord();
        var isMoved = AddMovedRows(rows);
        AddBytecodeRows(rows);
        GenerateScripts(rows, only: null);
        var folder = _wheel.DistInfoName;
        var prefix = Encoding.UTF8.GetBytes(folder + "/");
        _context.MakeFolder(_library, NativeName.Encode(folder));
        WriteMetadata(folder, "INSTALLER", "pip\n"u8);
        rows.Add(prefix, "INSTALLER"u8, FileHash.InstallerFile, 4);
        if (Installation.DirectUrl is { } directUrl)
        {
            var content = directUrl.ToJson();
            WriteMetadata(folder, "direct_url.json", content);
            rows.Add(prefix, "direct_url.json"u8, FileHash.Of(content), content.Length);
        }

        if (Installation.IsRequested)
        {
            WriteMetadata(folder, "REQUESTED", []);
            rows.Add(prefix, "REQUESTED"u8, FileHash.Empty, 0);
        }

        WriteMetadata(folder, "RECORD", rows.Merge(_wheel, isMoved));
    }

    /// <summary>Adds the rows of files that have another path than in the wheel, or another content.</summary>
    private bool[]? AddMovedRows(InstalledRecord rows)
    {
        bool[]? isMoved = null;
        foreach (var folder in Layout.Folders)
        {
            if (folder.OwnName is null)
            {
                continue;
            }

            isMoved ??= new bool[_wheel.RecordRows.Length];
            var prefix = RecordPrefix(folder);
            foreach (var index in Layout.Files.AsSpan(folder.Start, folder.Count))
            {
                ref readonly var entry = ref _wheel.Entries[index];
                if (Layout.Skipped?.Contains(index) == true)
                {
                    continue;
                }

                isMoved[entry.Row] = true;
                var leaf = _wheel.GetLeaf(entry)[..^1];
                if ((entry.Traits & StoredFileTraits.RewrittenScript) != 0)
                {
                    var script = ReadScript(index, entry);
                    rows.Add(prefix, leaf, FileHash.Of(script), script.Length);
                }
                else
                {
                    rows.Add(prefix, leaf, _wheel.GetLineTail(_wheel.RecordRows[entry.Row]));
                }
            }
        }

        return isMoved;
    }

    private void AddBytecodeRows(InstalledRecord rows)
    {
        if (_bytecode is null)
        {
            return;
        }

        Span<byte> buffer = stackalloc byte[512];
        var compiled = _bytecode.Entries;
        foreach (var folder in Layout.Folders)
        {
            byte[]? prefix = null;
            foreach (var index in Layout.Files.AsSpan(folder.Start, folder.Count))
            {
                if (compiled[index].Exists && Layout.Skipped?.Contains(index) != true)
                {
                    prefix ??= RecordPrefix(folder);
                    rows.Add(prefix, CachedName(_wheel.GetLeaf(_wheel.Entries[index])[..^4], buffer)[..^1], ",,\r\n"u8);
                }
            }
        }
    }

    private byte[] RecordPrefix(LayoutFolder folder)
    {
        if (ReferenceEquals(folder.Root, _library))
        {
            var name = Layout.StagedName(folder)[..^1];
            return name.IsEmpty ? [] : [.. name, (byte)'/'];
        }

        var relative = InstallPath.Relative(Layout.FinalPath(folder), _library.Path);
        return relative == "." ? [] : Encoding.UTF8.GetBytes(relative + "/");
    }

    private void GenerateScripts(InstalledRecord? rows, string? only)
    {
        if (Wrappers.Count == 0)
        {
            return;
        }

        var root = _context.Roots[SchemePart.Scripts];
        var staged = _context.MakeFolder(root, [0]);
        var shebang = Shebang.For(_context.Target.ScriptExecutable);
        var prefix = rows is null ? [] : Encoding.UTF8.GetBytes(InstallPath.Relative(root.Path, _library.Path) + "/");
        foreach (var wrapper in Wrappers)
        {
            if (only is not null && !string.Equals(only, wrapper.Name, StringComparison.Ordinal))
            {
                continue;
            }

            var content = wrapper.Content(shebang);
            var name = NativeName.Encode(wrapper.Name);
            if (wrapper.Name.Contains('/', StringComparison.Ordinal))
            {
                _ = _context.MakeFolder(root, NativeName.Encode(InstallPath.Parent(wrapper.Name)));
            }

            if (only is not null || _isRetry)
            {
                _ = staged.Unlink(name);
            }

            var error = _context.Placer.Write(staged, name, content, _context.Placer.WrapperMode);
            if (error == Errno.Exists)
            {
                _context.AddCollision(root, wrapper.Name);
            }
            else if (error != Errno.None)
            {
                throw _context.Failure(error, InstallPath.Join(root.Path, wrapper.Name));
            }

            rows?.Add(prefix, name.AsSpan(0, name.Length - 1), FileHash.Of(content), content.Length);
        }
    }

    private void WriteMetadata(string folder, string name, ReadOnlySpan<byte> content)
    {
        var native = NativeName.Encode(folder + "/" + name);
        var staged = _library.Staged!;
        if (_isRetry)
        {
            _ = staged.Unlink(native);
        }

        var error = _context.Placer.Write(staged, native, content, _context.Placer.RegularMode);
        if (error != Errno.None)
        {
            throw _context.Failure(error, InstallPath.Join(InstallPath.Join(_library.Path, folder), name));
        }
    }

    /// <summary><c>__pycache__/stem.cpython-311.pyc</c> with the zero byte.</summary>
    private ReadOnlySpan<byte> CachedName(ReadOnlySpan<byte> stem, Span<byte> buffer)
    {
        var length = 12 + stem.Length + _cacheSuffix.Length;
        if (length > buffer.Length)
        {
            buffer = new byte[length];
        }

        "__pycache__/"u8.CopyTo(buffer);
        stem.CopyTo(buffer[12..]);
        _cacheSuffix.CopyTo(buffer[(12 + stem.Length)..]);
        return buffer[..length];
    }
}
