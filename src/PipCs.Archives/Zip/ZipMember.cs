using System.IO.Hashing;
using PipCs.Archives.Deflate;

namespace PipCs.Archives.Zip;

/// <summary>Unpacks members of a ZIP archive from their bytes.</summary>
public static class ZipMember
{
    /// <summary>The number of bytes from a member's <see cref="ZipEntry.HeaderOffset"/> on that certainly contain it. The central directory does not give the length of the local header, so its maximum is counted.</summary>
    public static long LongestLength(in ZipEntry entry) => ZipLocalHeader.FixedLength + 65535 + 65535 + entry.PackedSize;

    /// <summary>Unpacks one member from a range of the archive.</summary>
    /// <param name="entry">The member, from the central directory.</param>
    /// <param name="bytes">The file's bytes from the member's local header on, at least to its end.</param>
    /// <returns>The content, or null where <paramref name="bytes"/> are too short because the local header is longer than expected.</returns>
    /// <exception cref="InvalidDataException">It is corrupt, encrypted, or has an unsupported compression.</exception>
    /// <exception cref="ZipConflictException">Its local header contradicts the central directory.</exception>
    public static byte[]? Unpack(in ZipEntry entry, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ZipLocalHeader.FixedLength)
        {
            return null;
        }

        if (!ZipLocalHeader.TryRead(bytes, out var header))
        {
            throw new InvalidDataException("Bad magic number for file header.");
        }

        if (bytes.Length - header.Length < entry.PackedSize)
        {
            return null;
        }

        ZipLayout.CheckHeader(entry, header.ReadExtraFields(bytes), header.ReadName(bytes));
        if (entry.IsEncrypted || entry.Size > Array.MaxLength)
        {
            throw new InvalidDataException($"The member '{entry.Name}' is encrypted or larger than 2 GiB.");
        }

        var content = GC.AllocateUninitializedArray<byte>((int)entry.Size);
        if (!TryUnpack(entry.Method, bytes.Slice(header.Length, (int)entry.PackedSize), content, entry.Crc, new Inflater()))
        {
            throw new InvalidDataException($"Bad CRC-32 for file '{entry.Name}'.");
        }

        return content;
    }

    /// <summary>Unpacks a member's bytes into memory of exactly the content's size, and checks its CRC-32.</summary>
    /// <param name="method">The compression.</param>
    /// <param name="packed">The compressed bytes.</param>
    /// <param name="content">Gets the content.</param>
    /// <param name="crc">The CRC-32 of the content.</param>
    /// <param name="inflater">Serves one call at a time.</param>
    /// <returns>False where it is corrupt.</returns>
    public static bool TryUnpack(ZipMethod method, ReadOnlySpan<byte> packed, Span<byte> content, uint crc, Inflater inflater)
    {
        ArgumentNullException.ThrowIfNull(inflater);
        switch (method)
        {
            case ZipMethod.Stored when packed.Length == content.Length:
                packed.CopyTo(content);
                break;
            case ZipMethod.Deflated when inflater.TryInflate(packed, content, out _):
                break;
            default:
                return false;
        }

        return Crc32.HashToUInt32(content) == crc;
    }
}
