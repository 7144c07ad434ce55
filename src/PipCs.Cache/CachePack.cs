using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using PipCs.Platform;

namespace PipCs.Cache;

/// <summary>A record to append to a <see cref="CachePack"/>.</summary>
/// <param name="Key">Its key in the pack.</param>
/// <param name="Head">The part that is read whenever the pack is read.</param>
/// <param name="Body">The part that is read only when it is asked for; may be empty.</param>
public readonly record struct PackRecord(string Key, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body);

/// <summary>
/// Many immutable records. Their heads are in one file of the pack, which is read at once. Their bodies are in files that all packs
/// of a bucket share, because a file for each pack would cost too much, and are read one by one. Writers append under the bucket's lock. Readers take no lock and skip torn or corrupt records. The last record of a key wins.
/// A pack shows the state at its first use. Thread-safe.
/// </summary>
/// <remarks>
/// A record of the heads: magic 8, length of key 4, of head 4, of body 4, number of the file of bodies 4, offset of the body 8,
/// XxHash3 of the body 8, XxHash3 of all that with key and head 8; then key (UTF-8) and head.
/// </remarks>
public sealed partial class CachePack
{
    private const int HeaderSize = PackRecords.HeaderSize;

    private readonly CacheBucket _bucket;
    private readonly string? _path;
    private readonly Lock _lock = new();
    private volatile PackRecords? _records;

    internal CachePack(CacheBucket bucket, string? path)
    {
        _bucket = bucket;
        _path = path;
    }

    /// <summary>Whether the pack was read already.</summary>
    public bool IsRead => _records is not null;

    /// <summary>Whether there is a record of a key (UTF-8).</summary>
    public bool Contains(ReadOnlySpan<byte> key) => Records().Find(key) >= 0;

    /// <summary>Gives a record's head, and how long its body is in bytes, which is not read for it.</summary>
    public bool TryGetHead(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> head, out int bodyLength)
    {
        var records = Records();
        return TryGetHead(records, records.Find(key), out head, out bodyLength);
    }

    /// <summary>The length of a record's body in bytes, found without reading the body; null where there is no such record.</summary>
    public int? GetBodyLength(ReadOnlySpan<byte> key) => TryGetHead(key, out _, out var length) ? length : null;

    /// <summary>Gives the head of some record; false where there is none.</summary>
    public bool TryGetAnyHead(out ReadOnlyMemory<byte> head)
    {
        var records = Records();
        return TryGetHead(records, records.FindAny(), out head, out _);
    }

    /// <summary>Reads a record's body; false where there is none, or it is damaged.</summary>
    public bool TryReadBody(ReadOnlySpan<byte> key, out byte[] body)
    {
        body = [];
        var records = Records();
        var at = records.Find(key);
        if (at < 0)
        {
            return false;
        }

        var record = records.Heads.Span[at..];
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (length == 0)
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(_bucket.BodiesPath((int)BinaryPrimitives.ReadUInt32LittleEndian(record[20..])));
            var offset = BinaryPrimitives.ReadInt64LittleEndian(record[24..]);
            if (offset + length > RandomAccess.GetLength(file))
            {
                return false;
            }

            var buffer = GC.AllocateUninitializedArray<byte>(length);
            for (var read = 0; read < length;)
            {
                var count = RandomAccess.Read(file, buffer.AsSpan(read), offset + read);
                if (count == 0)
                {
                    return false;
                }

                read += count;
            }

            if (XxHash3.HashToUInt64(buffer) != BinaryPrimitives.ReadUInt64LittleEndian(record[32..]))
            {
                return false;
            }

            body = buffer;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Appends records to this pack alone; see <see cref="CacheBucket.AppendToPacks"/>.</summary>
    public void Append(IReadOnlyList<PackRecord> records) => _bucket.AppendToPacks([new(this, records)]);

    /// <summary>The records that another process has not appended since this pack was read. The caller holds the bucket's lock.</summary>
    internal IReadOnlyList<PackRecord> WithoutKnown(IReadOnlyList<PackRecord> records)
    {
        var before = Records().Heads.Length;
        if (NativeFile.TryGetStatus(_path!, out var status) != Errno.None || status.Size <= before || NativeFile.ReadAll(_path!, out var heads) != Errno.None)
        {
            return records;
        }

        var now = PackRecords.Scan(heads);
        return [.. records.Where(record => now.Find(Encoding.UTF8.GetBytes(record.Key)) < before)];
    }

    /// <summary>Appends the heads. Their bodies begin at an offset in a file of the bucket; the offset is moved behind them.</summary>
    internal void AppendHeads(IReadOnlyList<PackRecord> records, int bodiesNumber, ref long offset)
    {
        var heads = new ArrayBufferWriter<byte>(records.Count * 512);
        foreach (var record in records)
        {
            WriteHead(heads, record, bodiesNumber, offset);
            offset += record.Body.Length;
        }

        if (NativeFile.Append(_path!, heads.WrittenSpan) == Errno.IsDirectory)
        {
            _bucket.Discard(Path.GetFileName(_path!));
            _ = NativeFile.Append(_path!, heads.WrittenSpan);
        }
    }

    private static void WriteHead(ArrayBufferWriter<byte> heads, PackRecord record, int bodiesNumber, long bodyOffset)
    {
        var keyLength = Encoding.UTF8.GetByteCount(record.Key);
        var size = HeaderSize + keyLength + record.Head.Length;
        var span = heads.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], keyLength);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], record.Head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], record.Body.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], bodiesNumber);
        BinaryPrimitives.WriteInt64LittleEndian(span[24..], bodyOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(span[32..], XxHash3.HashToUInt64(record.Body.Span));
        Encoding.UTF8.GetBytes(record.Key, span[HeaderSize..]);
        record.Head.Span.CopyTo(span[(HeaderSize + keyLength)..]);
        PackRecords.Seal(span);
        heads.Advance(size);
    }

    private static bool TryGetHead(PackRecords records, int at, out ReadOnlyMemory<byte> head, out int bodyLength)
    {
        head = default;
        bodyLength = 0;
        if (at < 0)
        {
            return false;
        }

        var record = records.Heads.Span[at..];
        head = records.Heads.Slice(at + HeaderSize + BinaryPrimitives.ReadInt32LittleEndian(record[8..]), BinaryPrimitives.ReadInt32LittleEndian(record[12..]));
        bodyLength = BinaryPrimitives.ReadInt32LittleEndian(record[16..]);
        return true;
    }

    private PackRecords Records()
    {
        if (_records is { } known)
        {
            return known;
        }

        lock (_lock)
        {
            return _records ??= _path is not null && NativeFile.ReadAll(_path, _bucket.Memory, out var heads) == Errno.None ? PackRecords.Scan(heads) : PackRecords.None;
        }
    }
}
