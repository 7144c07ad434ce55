namespace PipCs.Archives.Tar;

/// <summary>
/// Reads a tar archive in one pass: ustar, the format before it, GNU long names, pax headers, sparse files. An archive that programs are known
/// to read differently is refused. Names and targets are reported as they are; the caller that writes them must check them.
/// </summary>
/// <remarks>The formats: POSIX.1-2017, pax; GNU tar's manual, "Tar Internals". Not thread-safe.</remarks>
public sealed partial class TarReader
{
    // Far more than any name or set of records of a real file system or packer.
    private const int LargestExtendedHeader = 4 << 20;

    // From this size on, ustar's field cannot hold it.
    private const long SmallestPaxOnlySize = 8L << 30;

    private readonly Stream _stream;
    private readonly byte[] _block = new byte[TarHeader.BlockLength];
    private PaxRecords? _global;
    private SparseMap? _sparse;
    private bool _started;
    private bool _ended;

    // The current member: how many bytes of it the stream still has, its padding, and how much of the content was read.
    private long _stored;
    private int _padding;
    private long _position;
    private long _size;

    /// <summary>Reads from a stream, already decompressed, which is not disposed of.</summary>
    public TarReader(Stream stream) => _stream = stream;

    /// <summary>Goes to the next member, skipping the unread content of the present one.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The archive is malformed, or ends in the middle.</exception>
    public bool TryReadNext(out TarEntry entry)
    {
        entry = default;
        if (_ended)
        {
            return false;
        }

        SkipContent();
        var pending = default(ExtendedHeaders);
        var mayEnd = true;
        while (TryReadBlock(mayEnd))
        {
            var header = TarHeader.Read(_block);
            // Headers before a member's own header announce a member, so the archive must not end after them.
            mayEnd = false;
            switch (header.Type)
            {
                case TarType.GnuLongName:
                    pending.LongName = pending.LongName is null ? ReadLongText(header.Size) : throw Twice();
                    break;
                case TarType.GnuLongLink:
                    pending.LongLink = pending.LongLink is null ? ReadLongText(header.Size) : throw Twice();
                    break;
                case TarType.Pax or TarType.SolarisPax:
                    pending.Pax = pending.Pax is null ? PaxRecords.Read(ReadExtended(header.Size)) : throw Twice();
                    break;
                case TarType.GlobalPax:
                    _global = PaxRecords.Read(ReadExtended(header.Size));
                    if (_global.Size is not null || _global.IsSparse)
                    {
                        throw new InvalidDataException("a global header gives the size of every member");
                    }

                    break;
                default:
                    entry = Describe(header, pending);
                    return true;
            }
        }

        _ended = true;
        return false;

        static InvalidDataException Twice() => new("two extended headers of one kind before one member");
    }

    /// <summary>Reads on in the present member's content; holes of a sparse file are zeros.</summary>
    /// <returns>The number of bytes; 0 at the content's end.</returns>
    /// <exception cref="InvalidDataException">The archive ends in the middle.</exception>
    public int ReadContent(Span<byte> buffer)
    {
        var length = (int)Math.Min(buffer.Length, _size - _position);
        if (length == 0)
        {
            return 0;
        }

        if (_sparse is not null)
        {
            length = (int)Math.Min(length, _sparse.RunAt(_position, out var isStored));
            if (!isStored)
            {
                buffer[..length].Clear();
                _position += length;
                return length;
            }
        }

        length = _stream.Read(buffer[..length]);
        if (length == 0)
        {
            throw Truncated();
        }

        _position += length;
        _stored -= length;
        return length;
    }

    private static InvalidDataException Truncated() => new("unexpected end of data");

    /// <summary>Reads the next header block.</summary>
    /// <returns>False at the end: a block of zeros, or the end of the stream between two members.</returns>
    private bool TryReadBlock(bool mayEnd)
    {
        var length = _stream.ReadAtLeast(_block, TarHeader.BlockLength, throwOnEndOfStream: false);
        if (length == 0 && _started && mayEnd)
        {
            return false;
        }

        if (length < TarHeader.BlockLength)
        {
            throw length == 0 && !_started ? new InvalidDataException("empty file") : Truncated();
        }

        _started = true;
        return _block.AsSpan().ContainsAnyExcept((byte)0) || (mayEnd ? false : throw Truncated());
    }

    private byte[] ReadExtended(long size)
    {
        if (size > LargestExtendedHeader)
        {
            throw new InvalidDataException("an extended header is larger than 4 MiB");
        }

        var content = new byte[(size + TarHeader.BlockLength - 1) / TarHeader.BlockLength * TarHeader.BlockLength];
        if (_stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
        {
            throw Truncated();
        }

        return content.Length == size ? content : content[..(int)size];
    }

    private byte[] ReadLongText(long size)
    {
        var text = ReadExtended(size);
        return Array.IndexOf(text, (byte)0) is >= 0 and var end ? text[..end] : text;
    }

    private void SkipContent()
    {
        var left = _stored + _padding;
        var buffer = left == 0 ? [] : new byte[Math.Min(left, 64 << 10)];
        while (left > 0)
        {
            var length = _stream.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            left = length > 0 ? left - length : throw Truncated();
        }

        _stored = 0;
        _padding = 0;
        _position = 0;
        _size = 0;
        _sparse = null;
    }

    /// <summary>The extended headers before a member's own header.</summary>
    private struct ExtendedHeaders
    {
        internal byte[]? LongName;
        internal byte[]? LongLink;
        internal PaxRecords? Pax;
    }
}
