using System.Runtime.InteropServices;
using System.Text;
using PipCs.Platform;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Store.Manifests;

namespace PipCs.Store;

/// <summary>
/// A wheel that is unpacked in the store, ready to link. Its files lie flat in one folder. The name of each is
/// its position in <see cref="Entries"/> (<see cref="GetSourceName"/>), so that linking opens one source folder for each wheel.
/// The properties read the manifest's bytes when they are called. Immutable.
/// </summary>
public sealed class StoredWheel
{
    private readonly byte[] _manifest;
    private IReadOnlyList<StoredFile>? _files;
    private IReadOnlyList<EntryPoint>? _scriptEntryPoints;
    private string? _distInfoName;

    internal StoredWheel(byte[] manifest, WheelFileName fileName, string sha256, string folder)
    {
        _manifest = manifest;
        FileName = fileName;
        Sha256 = sha256;
        Folder = folder;
    }

    /// <summary>The file name of the wheel, taken apart.</summary>
    public WheelFileName FileName { get; }

    /// <summary>The SHA-256 of the wheel in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The folder of the flat files.</summary>
    public string Folder { get; }

    /// <summary>Whether the wheel's content is installed into purelib (<c>Root-Is-Purelib</c>) rather than platlib.</summary>
    public bool RootIsPurelib => Header.RootIsPurelib != 0;

    /// <summary>The name of the <c>.dist-info</c> folder.</summary>
    public string DistInfoName => _distInfoName ??= GetText(Header.DistInfoName);

    /// <summary>The permission bits that files without an execute bit got under the umask when they were stored.</summary>
    public int PlainMode => Header.PlainMode;

    /// <summary>The permission bits that executable files got under the umask when they were stored.</summary>
    public int ExecutableMode => Header.ExecutableMode;

    /// <summary>The owner of the stored files.</summary>
    public uint UserId => Header.UserId;

    /// <summary>The <c>Wheel-Version</c> where it is newer than 1.0, so that pip warns (<c>Installing from a newer Wheel-Version (1.9)</c>); else null.</summary>
    public string? NewerWheelVersion => Header.NewerWheelVersion.Length == 0 ? null : GetText(Header.NewerWheelVersion);

    /// <summary>The SHA-256 of METADATA in lower-case hexadecimal. It equals the index's hash where the index serves this wheel's own metadata (PEP 658).</summary>
    public string MetadataSha256 => GetText(Header.MetadataSha256);

    /// <summary>The files in the wheel's order, without folders and RECORD. <see cref="GetSourceName"/> gives the name of file <c>i</c>.</summary>
    public ReadOnlySpan<StoredFileEntry> Entries => Table<StoredFileEntry>(Header.Files);

    /// <summary>The folders, the root first and parents before children.</summary>
    public ReadOnlySpan<StoredFolder> Folders => Table<StoredFolder>(Header.Folders);

    /// <summary>The rows of RECORD in pip's order: by path, hash and size, compared by code points.</summary>
    public ReadOnlySpan<StoredRecordRow> RecordRows => Table<StoredRecordRow>(Header.RecordRows);

    /// <summary>The files with their paths as strings, made at the first call; <see cref="Entries"/> is cheaper.</summary>
    public IReadOnlyList<StoredFile> Files => _files ??= MakeFiles();

    /// <summary>The entry points for <c>console_scripts</c> and <c>gui_scripts</c>, in order.</summary>
    public IReadOnlyList<EntryPoint> ScriptEntryPoints => _scriptEntryPoints ??= MakeEntryPoints();

    /// <summary>The name of a stored file in <see cref="Folder"/>: its position in lower-case hexadecimal, with a zero byte at the end.</summary>
    /// <param name="index">The position in <see cref="Entries"/>.</param>
    /// <param name="buffer">At least 9 bytes.</param>
    public static ReadOnlySpan<byte> GetSourceName(int index, Span<byte> buffer)
    {
        index.TryFormat(buffer, out var length, "x", null);
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }

    /// <summary>The path of a file, UTF-8, with a zero byte at the end.</summary>
    public ReadOnlySpan<byte> GetPath(in StoredFileEntry file) => _manifest.AsSpan(file.PathStart, file.PathEnd + 1 - file.PathStart);

    /// <summary>The last part of a file's path, UTF-8, with a zero byte at the end.</summary>
    public ReadOnlySpan<byte> GetLeaf(in StoredFileEntry file) => _manifest.AsSpan(file.LeafStart, file.PathEnd + 1 - file.LeafStart);

    /// <summary>The path of a folder, UTF-8, with a zero byte at the end.</summary>
    public ReadOnlySpan<byte> GetPath(in StoredFolder folder) => _manifest.AsSpan(folder.PathStart, folder.PathEnd + 1 - folder.PathStart);

    /// <summary>The last part of a folder's path, UTF-8, with a zero byte at the end.</summary>
    public ReadOnlySpan<byte> GetLeaf(in StoredFolder folder) => _manifest.AsSpan(folder.LeafStart, folder.PathEnd + 1 - folder.LeafStart);

    /// <summary>The path of a row, UTF-8, without zero byte.</summary>
    public ReadOnlySpan<byte> GetPath(in StoredRecordRow row) => _manifest.AsSpan(row.PathStart, row.PathEnd - row.PathStart);

    /// <summary>The line of a row as Python's <c>csv</c> writes it: quoted where needed, CR and LF at the end.</summary>
    public ReadOnlySpan<byte> GetLine(in StoredRecordRow row) => _manifest.AsSpan(row.LineStart, row.LineEnd - row.LineStart);

    /// <summary>The part of a row's line after the path: comma, hash, comma, size, CR and LF; to append to another path.</summary>
    public ReadOnlySpan<byte> GetLineTail(in StoredRecordRow row) => _manifest.AsSpan(row.TailStart, row.LineEnd - row.TailStart);

    /// <summary>The METADATA document.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] ReadMetadata() => ReadFile(Header.MetadataIndex);

    /// <summary>The content of a stored file.</summary>
    /// <param name="index">The position in <see cref="Entries"/>.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] ReadFile(int index)
    {
        var path = $"{Folder}/{index:x}";
        var error = NativeFile.ReadAll(path, out var content);
        return error == Errno.None ? content : throw PlatformError.From(error, path);
    }

    /// <summary>Finds a file by its path in the wheel.</summary>
    public bool TryFind(ReadOnlySpan<byte> path, out int index)
    {
        var entries = Entries;
        for (index = 0; index < entries.Length; index++)
        {
            if (_manifest.AsSpan(entries[index].PathStart, entries[index].PathEnd - entries[index].PathStart).SequenceEqual(path))
            {
                return true;
            }
        }

        index = -1;
        return false;
    }

    internal ref readonly ManifestHeader Header => ref MemoryMarshal.AsRef<ManifestHeader>(_manifest);

    internal ReadOnlySpan<byte> GetBytes(ManifestText text) => _manifest.AsSpan(text.Start, text.Length);

    private string GetText(ManifestText text) => Encoding.UTF8.GetString(GetBytes(text));

    private ReadOnlySpan<T> Table<T>(ManifestTable table)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(_manifest.AsSpan(table.Start))[..table.Count];

    private StoredFile[] MakeFiles()
    {
        var entries = Entries;
        var files = new StoredFile[entries.Length];
        for (var i = 0; i < files.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            files[i] = new(Encoding.UTF8.GetString(GetPath(entry)[..^1]), entry.Size, entry.MtimeNanoseconds, (entry.Traits & StoredFileTraits.Executable) != 0);
        }

        return files;
    }

    private EntryPoint[] MakeEntryPoints()
    {
        var table = Table<ManifestEntryPoint>(Header.EntryPoints);
        var entryPoints = new EntryPoint[table.Length];
        for (var i = 0; i < table.Length; i++)
        {
            ref readonly var entry = ref table[i];
            entryPoints[i] = new(GetText(entry.Group), GetText(entry.Name), GetText(entry.Module), GetText(entry.Attribute), GetText(entry.Value));
        }

        return entryPoints;
    }
}
