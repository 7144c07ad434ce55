using System.Text;
using PipCs.Platform;

namespace PipCs.Archives.Tar;

/// <summary>The kinds of members that a tar archive may hold.</summary>
public enum TarEntryKind
{
    /// <summary>A regular file, sparse ones included.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>Another name of a regular file that came before.</summary>
    HardLink,

    /// <summary>A device, a FIFO, or a kind that no source distribution needs.</summary>
    Special,
}

/// <summary>A member of a tar archive, after its extended headers (POSIX.1-2017, pax; GNU long names) were applied.</summary>
/// <param name="NameBytes">The name in the archive, without the slashes at the end of a folder's.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="Size">The content's length in bytes, holes of a sparse file included; 0 for all but files.</param>
/// <param name="ModificationTime">Seconds since 1970 in UTC.</param>
/// <param name="LinkTargetBytes">The target of a link; empty for other kinds.</param>
public readonly record struct TarEntry(ReadOnlyMemory<byte> NameBytes, TarEntryKind Kind, int Mode, long Size, double ModificationTime, ReadOnlyMemory<byte> LinkTargetBytes)
{
    private const int AnyExecuteBit = FileModes.Execute;

    /// <summary>The name.</summary>
    public string Name => Encoding.UTF8.GetString(NameBytes.Span);

    /// <summary>The target of a link.</summary>
    public string LinkTarget => Encoding.UTF8.GetString(LinkTargetBytes.Span);

    /// <summary>Whether any execute bit of the file is set.</summary>
    public bool IsExecutable => Kind == TarEntryKind.File && (Mode & AnyExecuteBit) != 0;
}
