using System.Buffers;
using System.Buffers.Binary;
using PipCs.Cache.Maintenance;
using PipCs.Platform;

namespace PipCs.Cache;

public sealed partial class CachePack
{
    /// <summary>Writes the pack anew without torn records and without those whose bodies are wrong. The caller holds the bucket's lock.</summary>
    internal void Verify(VerificationReport report)
    {
        var records = Records();
        var kept = new ArrayBufferWriter<byte>(Math.Max(_heads.Length, 1));
        var read = 0;
        foreach (var (key, at) in records.OrderBy(static record => record.Value))
        {
            report.Count();
            var record = _heads.Span.Slice(at, RecordSize(at));
            read += record.Length;
            if (BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) > 0 && !TryReadBody(key, out _) && HasBodiesFile(record))
            {
                report.Drop(_path!, "a document is not what was written");
                continue;
            }

            kept.Write(record);
        }

        if (kept.WrittenCount == _heads.Length || NativeFile.ReplaceAll(_path!, kept.WrittenSpan) != Errno.None)
        {
            return;
        }

        // Torn by a killed writer, or written twice by two processes: nobody would ever read it.
        if (read < _heads.Length)
        {
            report.CountLeftover();
        }
    }

    private int RecordSize(int at)
    {
        var record = _heads.Span[at..];
        return HeaderSize + (int)BinaryPrimitives.ReadUInt32LittleEndian(record[8..]) + (int)BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
    }

    /// <summary>A file of bodies that was evicted is no harm: its documents are fetched again.</summary>
    private bool HasBodiesFile(ReadOnlySpan<byte> record)
        => NativeFile.TryGetStatus(_bucket.BodiesPath((int)BinaryPrimitives.ReadUInt32LittleEndian(record[20..])), out var status) == Errno.None
            && BinaryPrimitives.ReadInt64LittleEndian(record[24..]) + BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) <= status.Size;
}
