using System.Runtime.InteropServices;

namespace PipCs.Store;

/// <summary>One file of a stored wheel, with its path as text.</summary>
/// <param name="Path">Its path in the wheel, as RECORD names it.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MtimeNanoseconds">The modification time of the stored file, nanoseconds since 1970. An edit through a hard link changes it.</param>
/// <param name="IsExecutable">Whether the wheel marks it as executable.</param>
public readonly record struct StoredFile(string Path, long Size, long MtimeNanoseconds, bool IsExecutable);

/// <summary>The traits of a stored file.</summary>
[Flags]
public enum StoredFileTraits
{
    /// <summary>A plain file.</summary>
    None = 0,

    /// <summary>The wheel marks it as executable.</summary>
    Executable = 1,

    /// <summary>Its name ends with <c>.py</c>, so pip compiles it.</summary>
    Python = 2,

    /// <summary>It lies below a top-level folder that ends with <c>.data</c>, so it belongs to another folder of the scheme.</summary>
    Data = 4,

    /// <summary>It is one of the scripts in a <c>.data</c> folder.</summary>
    Script = 8,

    /// <summary>It is a script that begins with <c>#!python</c>; installing rewrites its first line.</summary>
    RewrittenScript = 16,
}

/// <summary>
/// One file of a stored wheel as the manifest has it. Its texts are read with <see cref="StoredWheel.GetPath(in StoredFileEntry)"/>
/// and <see cref="StoredWheel.GetLeaf(in StoredFileEntry)"/>.
/// </summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="MtimeNanoseconds">The modification time of the stored file, nanoseconds since 1970.</param>
/// <param name="Folder">The position of its folder in <see cref="StoredWheel.Folders"/>.</param>
/// <param name="Traits">Its traits.</param>
/// <param name="PathStart">Where its path begins in the manifest.</param>
/// <param name="LeafStart">Where its last part begins in the manifest.</param>
/// <param name="PathEnd">Where its path ends in the manifest: there is a zero byte.</param>
/// <param name="Row">The position of its row in <see cref="StoredWheel.RecordRows"/>.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredFileEntry(long Size, long MtimeNanoseconds, int Folder, StoredFileTraits Traits, int PathStart, int LeafStart, int PathEnd, int Row);

/// <summary>
/// A folder of a stored wheel. The first is the wheel's root, with an empty path; every other comes
/// after its parent.
/// </summary>
/// <param name="Parent">The position of its parent folder; -1 for the root.</param>
/// <param name="PathStart">The offset of its path in the manifest.</param>
/// <param name="LeafStart">The offset of the path's last part in the manifest.</param>
/// <param name="PathEnd">The end of its path in the manifest; a zero byte follows.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredFolder(int Parent, int PathStart, int LeafStart, int PathEnd);

/// <summary>
/// A row of the RECORD that pip writes for this wheel, before the rows that installing adds. pip copies hash and
/// size from the wheel's RECORD, right or wrong, and adds a row without hash and size for each file
/// that RECORD does not list.
/// </summary>
/// <param name="File">The position of its file in <see cref="StoredWheel.Entries"/>; -1 for RECORD itself, a missing file, or the second row of one file.</param>
/// <param name="PathStart">The offset of its path in the manifest, as it is, without quotes.</param>
/// <param name="PathEnd">The end of its path in the manifest.</param>
/// <param name="LineStart">The offset of its line in the manifest.</param>
/// <param name="TailStart">The offset of the comma after the path in its line; hash, size and line end follow.</param>
/// <param name="LineEnd">The end of its line in the manifest, after CR and LF.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredRecordRow(int File, int PathStart, int PathEnd, int LineStart, int TailStart, int LineEnd);
