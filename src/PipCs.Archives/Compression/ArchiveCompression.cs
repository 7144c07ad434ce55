using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.Xz;

namespace PipCs.Archives.Compression;

/// <summary>How a tar archive is compressed.</summary>
public enum ArchiveCompression
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>The .xz file format.</summary>
    Xz,

    /// <summary>The .lzma file format ("LZMA alone").</summary>
    Lzma,
}

/// <summary>Recognises compressions and undoes them.</summary>
public static class ArchiveCompressions
{
    /// <summary>The number of bytes that <see cref="Detect"/> needs.</summary>
    public const int SignatureLength = 6;

    private const int LzmaHeaderLength = 13;

    // The .lzma file's first byte holds three numbers below 9, 5 and 5.
    private const int LzmaPropertiesEnd = 9 * 5 * 5;

    /// <summary>Recognises the compression by a file's first bytes; <see cref="ArchiveCompression.None"/> for any other bytes.</summary>
    public static ArchiveCompression Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] => ArchiveCompression.Gzip,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => ArchiveCompression.Bzip2,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => ArchiveCompression.Xz,
        // lzma has no signature. 0x5D is the first byte under the settings of every known packer.
        [0x5D, 0, 0, ..] => ArchiveCompression.Lzma,
        _ => ArchiveCompression.None,
    };

    /// <summary>Opens a stream of the decompressed bytes. Disposing it leaves <paramref name="compressed"/> open.</summary>
    /// <exception cref="InvalidDataException">The header does not belong to this compression. Reading throws it for later faults.</exception>
    public static Stream Decompress(Stream compressed, ArchiveCompression compression) => compression switch
    {
        ArchiveCompression.None => new BufferedStream(compressed),
        ArchiveCompression.Gzip => new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        ArchiveCompression.Bzip2 => new CheckedStream(() => BZip2Stream.Create(compressed, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true)),
        ArchiveCompression.Xz => new CheckedStream(() => new XZStream(compressed)),
        ArchiveCompression.Lzma => new CheckedStream(() => OpenLzma(compressed)),
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    private static LzmaStream OpenLzma(Stream compressed)
    {
        // Five bytes of settings, then the content's length, which may be unknown.
        var header = new byte[LzmaHeaderLength];
        compressed.ReadExactly(header);
        var length = BitConverter.ToInt64(header, 5);
        return header[0] < LzmaPropertiesEnd && length >= -1
            ? LzmaStream.Create(header[..5], compressed, -1, length, leaveOpen: true)
            : throw new InvalidDataException("Input format not supported by decoder");
    }
}
