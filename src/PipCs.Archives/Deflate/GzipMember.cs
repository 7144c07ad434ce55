using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipCs.Archives.Deflate;

/// <summary>A gzip file of one member (RFC 1952) in memory. Its end gives the length of the content, so that it can be inflated at once.</summary>
public readonly ref struct GzipMember
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    // RFC 1951 makes of a byte no more than this.
    private const long LargestRatio = 1032;

    private readonly ReadOnlySpan<byte> _packed;
    private readonly uint _checksum;

    private GzipMember(ReadOnlySpan<byte> packed, uint checksum, int length)
    {
        _packed = packed;
        _checksum = checksum;
        Length = length;
    }

    /// <summary>The content's length in bytes as the member's end gives it. It is refused where the compressed bytes cannot hold so much.</summary>
    public int Length { get; }

    /// <summary>Reads the header and the end of a file of one member; false for any other file, which may still be gzip.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, out GzipMember member)
    {
        member = default;
        if (file.Length < HeaderLength + TrailerLength || file[0] != 0x1F || file[1] != 0x8B || file[2] != 8)
        {
            return false;
        }

        var flags = file[3];
        var rest = file[HeaderLength..^TrailerLength];
        if ((flags & 4) != 0)
        {
            // An extra field, behind its length.
            if (rest.Length < 2 || rest.Length < 2 + BinaryPrimitives.ReadUInt16LittleEndian(rest))
            {
                return false;
            }

            rest = rest[(2 + BinaryPrimitives.ReadUInt16LittleEndian(rest))..];
        }

        // The file's name and a comment, each ended by a zero; then a checksum of the header.
        for (var flag = 8; flag <= 16; flag *= 2)
        {
            if ((flags & flag) != 0)
            {
                rest = rest[(rest.IndexOf((byte)0) + 1)..];
            }
        }

        rest = (flags & 2) != 0 ? rest[Math.Min(2, rest.Length)..] : rest;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[^4..]);
        if (length > rest.Length * LargestRatio || length > int.MaxValue)
        {
            return false;
        }

        member = new(rest, BinaryPrimitives.ReadUInt32LittleEndian(file[^8..]), (int)length);
        return true;
    }

    /// <summary>Inflates the content.</summary>
    /// <param name="inflater">The inflater to use.</param>
    /// <param name="content">Gets the content: <see cref="Length"/> bytes.</param>
    /// <returns>False where the file has several members, is malformed, or has a wrong checksum.</returns>
    public bool TryInflate(Inflater inflater, Span<byte> content)
        => inflater.TryInflate(_packed, content, out var rest) && rest == 0 && Crc32.HashToUInt32(content) == _checksum;
}
