using System.Runtime.InteropServices;
using System.Text;
using PipCs.Archives;
using PipCs.Platform;
using PipCs.Standards.EntryPoints;
using PipCs.Store.Unpacking;

namespace PipCs.Store.Manifests;

/// <summary>Writes a wheel's manifest: header, four tables, then all texts. Offsets count from the start of the file.</summary>
internal sealed class ManifestWriter
{
    private readonly byte[] _manifest;
    private int _at;

    private ManifestWriter(byte[] manifest, int textStart)
    {
        _manifest = manifest;
        _at = textStart;
    }

    /// <summary>Writes the manifest of an unpacked wheel.</summary>
    /// <exception cref="WheelLimitException">The manifest would be longer than an array can be.</exception>
    internal static unsafe byte[] Write(WheelRequest request, WheelContent content, List<WheelFile> files, MemberTree tree, List<int> folderOf, FileStatus stored)
    {
        var rows = StoredRecordRows.Make(content, files, tree);
        var (folders, newFolder) = UsedFolders(tree, folderOf);
        var header = new ManifestHeader { Magic = ManifestHeader.ExpectedMagic };
        long at = sizeof(ManifestHeader);
        header.Files = Reserve(ref at, files.Count, sizeof(StoredFileEntry));
        header.Folders = Reserve(ref at, folders.Count, sizeof(StoredFolder));
        header.RecordRows = Reserve(ref at, rows.Rows.Count, sizeof(StoredRecordRow));
        header.EntryPoints = Reserve(ref at, content.ScriptEntryPoints.Count, sizeof(ManifestEntryPoint));
        string[] texts = [content.DistInfoName, request.FileName.Project.Value, request.FileName.Version.ToString(), content.NewerWheelVersion, content.MetadataSha256];
        var length = at + Measure(files, folders, tree, rows) + Measure(content.ScriptEntryPoints, texts);
        if (length > Array.MaxLength)
        {
            throw new WheelLimitException($"the list of its files needs {length} bytes, and {Array.MaxLength} are the most that can be kept");
        }

        var writer = new ManifestWriter(GC.AllocateUninitializedArray<byte>((int)length), (int)at);
        writer._manifest.AsSpan(0, (int)at).Clear();
        var fileTable = writer.Table<StoredFileEntry>(header.Files);
        for (var i = 0; i < files.Count; i++)
        {
            fileTable[i] = writer.MakeFile(files[i], newFolder[folderOf[i]], rows.RowOf[i]);
        }

        var folderTable = writer.Table<StoredFolder>(header.Folders);
        for (var i = 0; i < folders.Count; i++)
        {
            var folder = tree.Folders[folders[i]];
            var path = writer.AddTerminated(folder.Path.Span);
            folderTable[i] = new(folder.Parent < 0 ? -1 : newFolder[folder.Parent], path.Start, path.Start + folder.LeafStart, path.Start + path.Length);
        }

        var rowTable = writer.Table<StoredRecordRow>(header.RecordRows);
        for (var i = 0; i < rowTable.Length; i++)
        {
            rowTable[i] = writer.MakeRow(rows, rows.Rows[i]);
        }

        var entryPointTable = writer.Table<ManifestEntryPoint>(header.EntryPoints);
        for (var i = 0; i < entryPointTable.Length; i++)
        {
            var entryPoint = content.ScriptEntryPoints[i];
            entryPointTable[i] = new(writer.Add(entryPoint.Group), writer.Add(entryPoint.Name), writer.Add(entryPoint.Module), writer.Add(entryPoint.Attribute), writer.Add(entryPoint.Value));
        }

        header.DistInfoName = writer.Add(texts[0]);
        header.ProjectName = writer.Add(texts[1]);
        header.Version = writer.Add(texts[2]);
        header.NewerWheelVersion = writer.Add(texts[3]);
        header.MetadataSha256 = writer.Add(texts[4]);
        header.MetadataIndex = WheelContent.Find(files, $"{content.DistInfoName}/METADATA");
        header.RootIsPurelib = content.RootIsPurelib ? 1 : 0;
        header.PlainMode = stored.Mode;
        header.ExecutableMode = stored.Mode | FileModes.Execute;
        header.UserId = stored.UserId;
        header.Length = (int)length;
        return Seal(header, writer._manifest);
    }

    private static byte[] Seal(ManifestHeader header, byte[] manifest)
    {
        MemoryMarshal.Write(manifest, header);
        header.Checksum = ManifestReader.ComputeChecksum(manifest);
        MemoryMarshal.Write(manifest, header);
        return manifest;
    }

    /// <summary>The length of the texts of files, folders and rows.</summary>
    private static long Measure(List<WheelFile> files, List<int> folders, MemberTree tree, StoredRecordRows rows)
    {
        long length = 0;
        foreach (var file in files)
        {
            length += file.Entry.NameBytes.Length + 1;
        }

        foreach (var folder in folders)
        {
            length += tree.Folders[folder].Path.Length + 1;
        }

        foreach (var row in rows.Rows)
        {
            var path = rows.GetPath(row);
            var field = FieldLength(path);
            length += (field == path.Length ? 0 : path.Length) + field + FieldLength(rows.GetHash(row)) + FieldLength(rows.GetSize(row)) + ",,\r\n".Length;
        }

        return length;
    }

    private static long Measure(List<EntryPoint> entryPoints, string[] texts)
    {
        long length = 0;
        foreach (var text in texts)
        {
            length += Encoding.UTF8.GetByteCount(text);
        }

        foreach (var entryPoint in entryPoints)
        {
            foreach (var text in (ReadOnlySpan<string>)[entryPoint.Group, entryPoint.Name, entryPoint.Module, entryPoint.Attribute, entryPoint.Value])
            {
                length += Encoding.UTF8.GetByteCount(text);
            }
        }

        return length;
    }

    /// <summary>The length of a field as Python's <c>csv</c> writes it (<c>QUOTE_MINIMAL</c>).</summary>
    private static int FieldLength(ReadOnlySpan<byte> field) => field.IndexOfAny(",\"\r\n"u8) < 0 ? field.Length : field.Length + field.Count((byte)'"') + 2;

    private static ManifestTable Reserve(ref long at, int count, int size)
    {
        at = (at + 7) & ~7;
        var table = new ManifestTable((int)Math.Min(at, int.MaxValue), count);
        at += (long)count * size;
        return table;
    }

    private Span<T> Table<T>(ManifestTable table)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(_manifest.AsSpan(table.Start))[..table.Count];

    /// <summary>The folders that hold files, and the folders above them, in the tree's order, so that parents come first.</summary>
    private static (List<int> Folders, int[] NewIndex) UsedFolders(MemberTree tree, List<int> folderOf)
    {
        var newIndex = new int[tree.Folders.Count];
        Array.Fill(newIndex, -1);
        newIndex[0] = 0;
        foreach (var start in folderOf)
        {
            for (var folder = start; newIndex[folder] < 0; folder = tree.Folders[folder].Parent)
            {
                newIndex[folder] = 0;
            }
        }

        var used = new List<int>();
        for (var i = 0; i < newIndex.Length; i++)
        {
            if (newIndex[i] == 0)
            {
                newIndex[i] = used.Count;
                used.Add(i);
            }
        }

        return (used, newIndex);
    }

    private StoredFileEntry MakeFile(WheelFile file, int folder, int row)
    {
        var path = file.Entry.NameBytes.Span;
        var text = AddTerminated(path);
        var traits = StoredFileTraits.None;
        if (file.Entry.IsExecutable)
        {
            traits |= StoredFileTraits.Executable;
        }

        if (path.EndsWith(".py"u8))
        {
            traits |= StoredFileTraits.Python;
        }

        if (path.IndexOf((byte)'/') is > 0 and var slash && path[..slash].EndsWith(".data"u8))
        {
            traits |= StoredFileTraits.Data;
            if (path[slash..].StartsWith("/scripts/"u8))
            {
                traits |= StoredFileTraits.Script | (file.Member.HasPlaceholder ? StoredFileTraits.RewrittenScript : 0);
            }
        }

        return new(file.Entry.Size, file.Member.MtimeNanoseconds, folder, traits, text.Start, text.Start + path.LastIndexOf((byte)'/') + 1, text.Start + text.Length, row);
    }

    private StoredRecordRow MakeRow(StoredRecordRows rows, RecordRow row)
    {
        // Where the line needs no quotes, it begins with the path as it is.
        var path = rows.GetPath(row);
        var start = _at;
        if (FieldLength(path) != path.Length)
        {
            _ = AddBytes(path);
        }

        var line = _at;
        AddField(path);
        var tail = _at;
        _ = AddBytes(","u8);
        AddField(rows.GetHash(row));
        _ = AddBytes(","u8);
        AddField(rows.GetSize(row));
        _ = AddBytes("\r\n"u8);
        return new(row.File, start, start + path.Length, line, tail, _at);
    }

    private void AddField(ReadOnlySpan<byte> field)
    {
        if (FieldLength(field) == field.Length)
        {
            _ = AddBytes(field);
            return;
        }

        _ = AddBytes("\""u8);
        foreach (var value in field)
        {
            if (value == '"')
            {
                _manifest[_at++] = value;
            }

            _manifest[_at++] = value;
        }

        _ = AddBytes("\""u8);
    }

    private ManifestText Add(string text)
    {
        var start = _at;
        _at += Encoding.UTF8.GetBytes(text, _manifest.AsSpan(_at));
        return new(start, _at - start);
    }

    private ManifestText AddBytes(ReadOnlySpan<byte> text)
    {
        var start = _at;
        text.CopyTo(_manifest.AsSpan(_at));
        _at += text.Length;
        return new(start, text.Length);
    }

    private ManifestText AddTerminated(ReadOnlySpan<byte> text)
    {
        var added = AddBytes(text);
        _ = AddBytes("\0"u8);
        return added;
    }
}
