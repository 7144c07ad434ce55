using System.Buffers;
using System.Buffers.Binary;
using PipCs.Cache.Maintenance;
using PipCs.Platform;

namespace PipCs.Cache;

public sealed partial class CachePack
{
    /// <summary>Rewrites the pack without torn records and records with damaged bodies. The caller holds the bucket's lock.</summary>
    internal void Verify(VerificationReport report)
    {
        var records = Records();
        var heads = records.Heads.Span;
        var kept = new ArrayBufferWriter<byte>(Math.Max(heads.Length, 1));
        var read = 0;
        foreach (var at in records.All())
        {
            report.Count();
            var record = heads.Slice(at, PackRecords.SizeOf(heads, at));
            read += record.Length;
            if (BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) > 0 && !TryReadBody(PackRecords.KeyOf(heads, at), out _) && HasBodiesFile(record))
            {
                report.Drop(_path!, "a document is not what was written");
                continue;
            }

            kept.Write(record);
        }

        if (kept.WrittenCount == heads.Length || NativeFile.ReplaceAll(_path!, kept.WrittenSpan) != Errno.None)
        {
            return;
        }

        // The record was torn by a killed writer. A record that was written twice is read once, and is no leftover.
        if (read + records.SupersededBytes < heads.Length)
        {
            report.CountLeftover();
        }
    }

    /// <summary>A file of bodies that was evicted is no harm: its documents are fetched again.</summary>
    private bool HasBodiesFile(ReadOnlySpan<byte> record)
        => NativeFile.TryGetStatus(_bucket.BodiesPath((int)BinaryPrimitives.ReadUInt32LittleEndian(record[20..])), out var status) == Errno.None
            && BinaryPrimitives.ReadInt64LittleEndian(record[24..]) + BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) <= status.Size;
}
