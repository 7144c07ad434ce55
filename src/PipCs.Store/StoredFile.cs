using System.Runtime.InteropServices;

namespace PipCs.Store;

/// <summary>One file of a stored wheel, with its path as text.</summary>
/// <param name="Path">Its path in the wheel, as RECORD names it.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MtimeNanoseconds">The modification time of the stored file, nanoseconds since 1970: a file that was edited through a link differs.</param>
/// <param name="IsExecutable">Whether the wheel says that it is executable.</param>
public readonly record struct StoredFile(string Path, long Size, long MtimeNanoseconds, bool IsExecutable);

/// <summary>What is known of a stored file.</summary>
[Flags]
public enum StoredFileTraits
{
    /// <summary>A plain file.</summary>
    None = 0,

    /// <summary>The wheel says that it is executable.</summary>
    Executable = 1,

    /// <summary>Its name ends with <c>.py</c>: pip compiles it.</summary>
    Python = 2,

    /// <summary>It lies below a top-level folder that ends with <c>.data</c>: its place is another scheme folder.</summary>
    Data = 4,

    /// <summary>It lies in the scripts of a <c>.data</c> folder.</summary>
    Script = 8,

    /// <summary>It is a script that begins with <c>#!python</c>: installing changes its first line.</summary>
    RewrittenScript = 16,
}

/// <summary>
/// One file of a stored wheel as the manifest has it. Its texts are read with <see cref="StoredWheel.GetPath(in StoredFileEntry)"/>
/// and <see cref="StoredWheel.GetLeaf(in StoredFileEntry)"/>.
/// </summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="MtimeNanoseconds">The modification time of the stored file, nanoseconds since 1970.</param>
/// <param name="Folder">The position of its folder in <see cref="StoredWheel.Folders"/>.</param>
/// <param name="Traits">What is known of it.</param>
/// <param name="PathStart">Where its path begins in the manifest.</param>
/// <param name="LeafStart">Where its last part begins in the manifest.</param>
/// <param name="PathEnd">Where its path ends in the manifest: there is a zero byte.</param>
/// <param name="Row">The position of its row in <see cref="StoredWheel.RecordRows"/>.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredFileEntry(long Size, long MtimeNanoseconds, int Folder, StoredFileTraits Traits, int PathStart, int LeafStart, int PathEnd, int Row);

/// <summary>
/// A folder that holds files or folders of a stored wheel. The first is the wheel's root, whose path is
/// empty; every other comes after its parent.
/// </summary>
/// <param name="Parent">The position of the folder that it lies in; -1 for the root.</param>
/// <param name="PathStart">Where its path begins in the manifest.</param>
/// <param name="LeafStart">Where its last part begins in the manifest.</param>
/// <param name="PathEnd">Where its path ends in the manifest: there is a zero byte.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredFolder(int Parent, int PathStart, int LeafStart, int PathEnd);

/// <summary>
/// A row of the RECORD that pip writes for this wheel, before what installing adds. pip takes hash and
/// size as the wheel's RECORD has them, whether they are right or not, and adds a row without them for each file
/// that RECORD does not list.
/// </summary>
/// <param name="File">The position of its file in <see cref="StoredWheel.Entries"/>; -1 where it names none (RECORD itself, a file that is missing, the second row of one file).</param>
/// <param name="PathStart">Where its path begins in the manifest, as it is, without quotes.</param>
/// <param name="PathEnd">Where its path ends in the manifest.</param>
/// <param name="LineStart">Where its line begins in the manifest.</param>
/// <param name="TailStart">Where, in its line, the comma after the path stands: hash, size and line end follow.</param>
/// <param name="LineEnd">Where its line ends in the manifest, CR and LF included.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredRecordRow(int File, int PathStart, int PathEnd, int LineStart, int TailStart, int LineEnd);
