using System.Runtime.ExceptionServices;
using System.Text;
using PipCs.Archives.Zip;
using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>
/// Reads a wheel from its first byte to its last, and hashes and unpacks it at the same time. Small members are unpacked in blocks on the
/// shared workers, large ones here. The local headers are trusted only until the central directory has been read and compared with them.
/// </summary>
internal sealed class WheelStream : IDisposable
{
    private readonly Stream _source;
    private readonly WheelHasher _hasher;
    private readonly DirectoryHandle _folder;
    private readonly UnpackWorkers _workers;
    private readonly List<UnpackedMember> _members = [];
    private readonly List<Task> _tasks = [];
    private readonly NameStore _names = new();
    private List<(UnpackedMember Member, int Start)> _pending = [];
    private byte[] _block;
    private int _start;
    private int _end;
    private int _files;

    internal WheelStream(Stream source, WheelHasher hasher, DirectoryHandle folder, UnpackWorkers workers)
    {
        _source = source;
        _hasher = hasher;
        _folder = folder;
        _workers = workers;
        _block = workers.RentBlock();
    }

    /// <summary>The members that were unpacked, in the archive's order.</summary>
    internal List<UnpackedMember> Members => _members;

    /// <summary>How many files were written.</summary>
    internal int FileCount => _files;

    /// <summary>The end of the archive after the unpacked members; null until <see cref="ReadAsync"/> has ended.</summary>
    internal ArchiveRest? Rest { get; private set; }

    /// <summary>The number of bytes read so far.</summary>
    internal long Length { get; private set; }

    /// <summary>The fault of a corrupt member, or null. The wheel is still read to its end, because a wrong hash is the better error.</summary>
    internal Exception? Corruption { get; private set; }

    /// <summary>Whether the member is the wheel's RECORD.</summary>
    internal static bool IsRecord(ReadOnlySpan<byte> name)
        => name.EndsWith(".dist-info/RECORD"u8) && name.IndexOf((byte)'/') == name.Length - "/RECORD".Length;

    /// <summary>Reads the wheel to its end.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                while (await TryReadMemberAsync(cancellationToken).ConfigureAwait(false))
                {
                }

                WritePending();
            }
            catch (Exception corruption) when (corruption is InvalidDataException or ZipConflictException or WheelLimitException)
            {
                Corruption = corruption;
            }

            await ReadRestAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        foreach (var task in _tasks)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (task.Exception?.InnerException is InvalidDataException corruption)
            {
                Corruption ??= corruption;
            }
            else if (task.Exception?.InnerException is { } failure)
            {
                await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Rest?.Dispose();

    private long Position => Length - (_end - _start);

    private async ValueTask<bool> TryReadMemberAsync(CancellationToken cancellationToken)
    {
        if (!await HasAsync(ZipLocalHeader.FixedLength, cancellationToken).ConfigureAwait(false)
            || !ZipLocalHeader.TryRead(_block.AsSpan(_start, ZipLocalHeader.FixedLength), out var header)
            || !header.IsComplete
            || !await HasAsync(header.Length, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        header = header.ReadExtraFields(_block.AsSpan(_start, header.Length));
        var total = header.Length + header.PackedSize;
        if (total > UnpackWorkers.BlockSize || header.Size > MemberWriter.LargestInMemory)
        {
            await ReadLargeAsync(header, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (!await HasAsync((int)total, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var member = AddMember(header);
        if (member.Kind != UnpackedKind.Folder)
        {
            _pending.Add((member, _start + header.Length));
        }

        _start += (int)total;
        return true;
    }

    private async ValueTask ReadLargeAsync(ZipLocalHeader header, CancellationToken cancellationToken)
    {
        var member = AddMember(header);
        _start += header.Length;
        var packed = new MemberStream(this, header.PackedSize);
        switch (member.Kind)
        {
            case UnpackedKind.File:
                await MemberWriter.WriteAsync(_folder, member, packed, cancellationToken).ConfigureAwait(false);
                break;
            case UnpackedKind.Record:
                await MemberWriter.KeepAsync(member, packed, cancellationToken).ConfigureAwait(false);
                break;
            case UnpackedKind.Folder:
                throw new ZipConflictException($"the folder '{Encoding.UTF8.GetString(member.Local.Name.Span)}' has content");
        }

        if (packed.Left != 0)
        {
            throw new InvalidDataException("A member is longer than its content.");
        }
    }

    private UnpackedMember AddMember(in ZipLocalHeader header)
    {
        var name = header.ReadName(_block.AsSpan(_start, header.Length));
        var kind = name is [.., (byte)'/'] ? UnpackedKind.Folder : IsRecord(name) ? UnpackedKind.Record : UnpackedKind.File;
        var member = new UnpackedMember(Position, new(header, _names.Add(name)), kind, kind == UnpackedKind.File ? _files++ : -1);
        _members.Add(member);
        return member;
    }

    /// <summary>Reads until the block holds so many bytes; false where the source ends before.</summary>
    private async ValueTask<bool> HasAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_start + count > _block.Length)
            {
                await HandOverAsync(cancellationToken).ConfigureAwait(false);
            }

            if (await FillAsync(cancellationToken).ConfigureAwait(false) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        var count = await _source.ReadAsync(_block.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _hasher.Append(_block.AsSpan(_end, count));
        _end += count;
        Length += count;
        return count;
    }

    /// <summary>Gives the block and its members to a worker and continues with an empty block.</summary>
    private async ValueTask HandOverAsync(CancellationToken cancellationToken)
    {
        var rest = _block.AsMemory(_start, _end - _start);
        if (_pending.Count == 0)
        {
            rest.CopyTo(_block);
        }
        else
        {
            var full = _block;
            var pending = _pending;
            _pending = [];
            _block = _workers.RentBlock();
            rest.CopyTo(_block);
            _tasks.Add(await _workers.StartAsync(
                writer =>
                {
                    try
                    {
                        Write(writer, full, pending);
                    }
                    finally
                    {
                        _workers.ReturnBlock(full);
                    }
                },
                cancellationToken).ConfigureAwait(false));
        }

        _end -= _start;
        _start = 0;
    }

    private void WritePending()
    {
        var writer = _workers.RentWriter();
        try
        {
            Write(writer, _block, _pending);
        }
        finally
        {
            _workers.ReturnWriter(writer);
        }
    }

    private void Write(MemberWriter writer, byte[] block, List<(UnpackedMember Member, int Start)> pending)
    {
        foreach (var (member, start) in pending)
        {
            writer.Write(_folder, member, block.AsSpan(start, (int)member.PackedSize));
        }
    }

    private async ValueTask ReadRestAsync(CancellationToken cancellationToken)
    {
        Rest = new ArchiveRest(_folder, Position);
        Rest.Append(_block.AsSpan(_start, _end - _start));
        do
        {
            _start = _end = 0;
            await FillAsync(cancellationToken).ConfigureAwait(false);
            Rest.Append(_block.AsSpan(0, _end));
        }
        while (_end > 0);
        _workers.ReturnBlock(_block);
        _block = [];
    }

    /// <summary>The compressed bytes of one large member: first those in the block, then those still to be read from the source.</summary>
    private sealed class MemberStream(WheelStream wheel, long length) : ForwardStream
    {
        internal long Left { get; private set; } = length;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, Left)];
            if (buffer.IsEmpty)
            {
                return 0;
            }

            var count = Math.Min(buffer.Length, wheel._end - wheel._start);
            if (count > 0)
            {
                wheel._block.AsMemory(wheel._start, count).CopyTo(buffer);
                wheel._start += count;
            }
            else
            {
                count = await wheel._source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                wheel._hasher.Append(buffer.Span[..count]);
                wheel.Length += count;
            }

            Left -= count;
            return count;
        }
    }
}
