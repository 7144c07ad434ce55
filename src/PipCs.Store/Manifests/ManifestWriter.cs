using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using PipCs.Archives;
using PipCs.Platform;
using PipCs.Store.Unpacking;

namespace PipCs.Store.Manifests;

/// <summary>Writes a wheel's manifest: header, four tables, then all texts; places are counted from the front of the file.</summary>
internal sealed class ManifestWriter
{
    private readonly ArrayBufferWriter<byte> _texts = new(4096);
    private int _textStart;

    internal static unsafe byte[] Write(WheelRequest request, WheelContent content, List<WheelFile> files, MemberTree tree, List<int> folderOf, FileStatus stored)
    {
        var writer = new ManifestWriter();
        var (rows, rowOf) = RecordRows.Make(content, files);
        var (folders, newFolder) = UsedFolders(tree, folderOf);
        var header = new ManifestHeader { Magic = ManifestHeader.ExpectedMagic };
        var at = sizeof(ManifestHeader);
        header.Files = Reserve(ref at, files.Count, sizeof(StoredFileEntry));
        header.Folders = Reserve(ref at, folders.Count, sizeof(StoredFolder));
        header.RecordRows = Reserve(ref at, rows.Count, sizeof(StoredRecordRow));
        header.EntryPoints = Reserve(ref at, content.ScriptEntryPoints.Count, sizeof(ManifestEntryPoint));
        writer._textStart = at;

        var tables = new byte[at];
        var fileTable = Table<StoredFileEntry>(tables, header.Files);
        for (var i = 0; i < files.Count; i++)
        {
            fileTable[i] = writer.MakeFile(files[i], newFolder[folderOf[i]], rowOf[i]);
        }

        var folderTable = Table<StoredFolder>(tables, header.Folders);
        for (var i = 0; i < folders.Count; i++)
        {
            var folder = tree.Folders[folders[i]];
            var path = writer.AddTerminated(folder.Path.Span);
            folderTable[i] = new(folder.Parent < 0 ? -1 : newFolder[folder.Parent], path.Start, path.Start + folder.LeafStart, path.Start + path.Length);
        }

        var rowTable = Table<StoredRecordRow>(tables, header.RecordRows);
        for (var i = 0; i < rows.Count; i++)
        {
            rowTable[i] = writer.MakeRow(rows[i]);
        }

        var entryPointTable = Table<ManifestEntryPoint>(tables, header.EntryPoints);
        for (var i = 0; i < entryPointTable.Length; i++)
        {
            var entryPoint = content.ScriptEntryPoints[i];
            entryPointTable[i] = new(writer.Add(entryPoint.Group), writer.Add(entryPoint.Name), writer.Add(entryPoint.Module), writer.Add(entryPoint.Attribute), writer.Add(entryPoint.Value));
        }

        header.DistInfoName = writer.Add(content.DistInfoName);
        header.ProjectName = writer.Add(request.FileName.Project.Value);
        header.Version = writer.Add(request.FileName.Version.ToString());
        header.NewerWheelVersion = writer.Add(content.NewerWheelVersion);
        header.MetadataSha256 = writer.Add(content.MetadataSha256);
        header.MetadataIndex = WheelContent.Find(files, $"{content.DistInfoName}/METADATA");
        header.RootIsPurelib = content.RootIsPurelib ? 1 : 0;
        header.PlainMode = stored.Mode;
        header.ExecutableMode = stored.Mode | 0x49;
        header.UserId = stored.UserId;
        header.Length = tables.Length + writer._texts.WrittenCount;
        return Seal(header, tables, writer._texts.WrittenSpan);
    }

    private static byte[] Seal(ManifestHeader header, byte[] tables, ReadOnlySpan<byte> texts)
    {
        var manifest = new byte[header.Length];
        tables.CopyTo(manifest, 0);
        texts.CopyTo(manifest.AsSpan(tables.Length));
        MemoryMarshal.Write(manifest, header);
        header.Checksum = ManifestReader.ComputeChecksum(manifest);
        MemoryMarshal.Write(manifest, header);
        return manifest;
    }

    private static ManifestTable Reserve(ref int at, int count, int size)
    {
        at = (at + 7) & ~7;
        var table = new ManifestTable(at, count);
        at += count * size;
        return table;
    }

    private static Span<T> Table<T>(byte[] tables, ManifestTable table)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(tables.AsSpan(table.Start))[..table.Count];

    /// <summary>The folders that files lie in, with the folders above; in the tree's order, so that parents come first.</summary>
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

    private StoredRecordRow MakeRow(RecordRow row)
    {
        var path = AddBytes(row.PathBytes);
        var line = _textStart + _texts.WrittenCount;
        AddField(row.Entry.Path);
        var tail = _textStart + _texts.WrittenCount;
        _texts.Write(","u8);
        AddField(row.Entry.Hash);
        _texts.Write(","u8);
        AddField(row.Entry.Size);
        _texts.Write("\r\n"u8);
        return new(row.File, path.Start, path.Start + path.Length, line, tail, _textStart + _texts.WrittenCount);
    }

    /// <summary>A field as Python's <c>csv</c> writes it (<c>QUOTE_MINIMAL</c>).</summary>
    private void AddField(string field)
    {
        if (field.AsSpan().IndexOfAny(",\"\r\n") >= 0)
        {
            field = $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        Encoding.UTF8.GetBytes(field, _texts);
    }

    private ManifestText Add(string text)
    {
        var start = _textStart + _texts.WrittenCount;
        Encoding.UTF8.GetBytes(text, _texts);
        return new(start, _textStart + _texts.WrittenCount - start);
    }

    private ManifestText AddBytes(ReadOnlySpan<byte> text)
    {
        var start = _textStart + _texts.WrittenCount;
        _texts.Write(text);
        return new(start, text.Length);
    }

    private ManifestText AddTerminated(ReadOnlySpan<byte> text)
    {
        var added = AddBytes(text);
        _texts.Write("\0"u8);
        return added;
    }
}
