using System.Text;
using PipCs.Platform;

namespace PipCs.Archives.Zip;

/// <summary>How a member's bytes are packed.</summary>
public enum ZipMethod
{
    /// <summary>As they are.</summary>
    Stored = 0,

    /// <summary>Deflate (RFC 1951).</summary>
    Deflated = 8,
}

/// <summary>A member of a ZIP archive, from its central directory (APPNOTE 4.3.12).</summary>
/// <param name="NameBytes">The name in UTF-8, whatever its encoding in the archive; a folder's ends with <c>/</c>.</param>
/// <param name="Flags">The general purpose bits.</param>
/// <param name="Method">The compression; it may be an unsupported one.</param>
/// <param name="Crc">The CRC-32 of the content.</param>
/// <param name="PackedSize">The size in the archive.</param>
/// <param name="Size">The size of the content.</param>
/// <param name="HeaderOffset">The offset of its local header in the file.</param>
/// <param name="UnixMode">The Unix mode with the file type, or 0 where none is given.</param>
public readonly record struct ZipEntry(ReadOnlyMemory<byte> NameBytes, ushort Flags, ZipMethod Method, uint Crc, long PackedSize, long Size, long HeaderOffset, int UnixMode)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int SymbolicLink = 0xA000;

    /// <summary>The name.</summary>
    public string Name => Encoding.UTF8.GetString(NameBytes.Span);

    /// <summary>Whether it is a folder: its name ends with <c>/</c>.</summary>
    public bool IsDirectory => NameBytes.Span is [.., (byte)'/'];

    /// <summary>Whether it is a symbolic link, whose target is its content.</summary>
    public bool IsSymbolicLink => (UnixMode & TypeMask) == SymbolicLink;

    /// <summary>Whether it is a regular file with any execute bit, which is pip's condition.</summary>
    public bool IsExecutable => (UnixMode & TypeMask) == RegularFile && (UnixMode & FileModes.Execute) != 0;

    /// <summary>Whether it is encrypted.</summary>
    public bool IsEncrypted => (Flags & (ZipFlags.Encrypted | ZipFlags.StronglyEncrypted | ZipFlags.Masked)) != 0;
}
