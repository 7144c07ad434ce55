namespace PipCs.Archives.Tar;

public sealed partial class TarReader
{
    /// <summary>Makes the member from its header and its extended headers, and prepares reading its content.</summary>
    private TarEntry Describe(TarHeader header, in ExtendedHeaders extended)
    {
        var name = Agreed(extended.LongName, extended.Pax?.Path) ?? _global?.Path ?? header.Name;
        var target = Agreed(extended.LongLink, extended.Pax?.LinkTarget) ?? _global?.LinkTarget ?? header.LinkTarget.ToArray();
        var kind = TarType.KindOf(header.Type, name is [.., (byte)'/']);
        if (Array.IndexOf(name, (byte)0) >= 0 || Array.IndexOf(target, (byte)0) >= 0)
        {
            throw new InvalidDataException("a name has a zero byte");
        }

        // As in Python and GNU tar, folders, links and devices have no content, whatever their size field holds.
        if (kind == TarEntryKind.File)
        {
            SetContent(header, extended.Pax);
        }

        var time = extended.Pax?.ModificationTime ?? _global?.ModificationTime ?? header.ModificationTime;
        var isLink = kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink;
        return new(name.AsMemory().TrimEnd((byte)'/'), kind, header.Mode, _size, time, isLink ? target : default(ReadOnlyMemory<byte>));
    }

    private void SetContent(TarHeader header, PaxRecords? pax)
    {
        var stored = header.Size;
        if (pax?.Size is { } stated)
        {
            // Archives in which the two differ are made to show one program other members than the next.
            if (stored != stated && stored != 0 && stated < SmallestPaxOnlySize)
            {
                throw new InvalidDataException("the extended header gives another size than the member's own");
            }

            stored = stated;
        }

        _stored = stored;
        _padding = (int)(-stored & (TarHeader.BlockLength - 1));
        _size = stored;
        _sparse = header.Type == TarType.GnuSparse ? ReadGnuMap(header) : pax is { IsSparse: true } ? ReadPaxMap(pax) : null;
        if (_sparse is not null)
        {
            _size = _sparse.Size;
            if (_sparse.StoredLength != _stored)
            {
                throw new InvalidDataException("the pieces of a sparse file are not as long as what is stored");
            }
        }
    }

    private SparseMap ReadGnuMap(TarHeader header)
    {
        var numbers = new List<long>();
        SparseMap.AddPieces(header.SparsePieces, numbers);
        var size = header.SparseSize;
        var hasMore = header.HasMoreSparsePieces;
        while (hasMore)
        {
            ReadContentBlock();
            SparseMap.AddPieces(_block.AsSpan(0, 21 * 24), numbers);
            hasMore = _block[504] != 0;
        }

        return SparseMap.FromNumbers(numbers, size);
    }

    private SparseMap ReadPaxMap(PaxRecords pax)
    {
        var numbers = pax.SparseNumbers;
        if (pax.HasSparseMapInContent)
        {
            var read = new List<long>();
            _stored -= SparseMap.ReadFromContent(ReadContentBlock, read);
            numbers = read;
        }

        return SparseMap.FromNumbers(numbers, pax.SparseSize ?? _size);
    }

    private ReadOnlyMemory<byte> ReadContentBlock()
        => _stream.ReadAtLeast(_block, TarHeader.BlockLength, throwOnEndOfStream: false) == TarHeader.BlockLength ? _block : throw Truncated();

    /// <summary>The value of two headers, of which at most one is needed.</summary>
    private static byte[]? Agreed(byte[]? gnu, byte[]? pax)
        => gnu is null || pax is null || gnu.AsSpan().SequenceEqual(pax)
            ? gnu ?? pax
            : throw new InvalidDataException("two extended headers give one member different names");
}
