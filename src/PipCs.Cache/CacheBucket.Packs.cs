using System.Buffers;
using PipCs.Cache.Maintenance;
using PipCs.Platform;

namespace PipCs.Cache;

public sealed partial class CacheBucket
{
    private const long LargestBodies = 256L * 1024 * 1024;
    private const int LargestWrite = 1024 * 1024;

    /// <summary>
    /// Appends records to several packs under one lock of the bucket, with few writes for all bodies and one for the heads of each pack.
    /// Does nothing where the cache cannot be written.
    /// </summary>
    /// <param name="additions">Packs of this bucket, each with its new records.</param>
    public void AppendToPacks(IReadOnlyList<KeyValuePair<CachePack, IReadOnlyList<PackRecord>>> additions)
    {
        ArgumentNullException.ThrowIfNull(additions);
        if (additions.Count == 0 || !CanWrite)
        {
            return;
        }

        var error = FileLock.Take(Path + "/.lock", shared: false, out var held);
        if (error == Errno.NoEntry && Folder.TryMake(Path!))
        {
            error = FileLock.Take(Path + "/.lock", shared: false, out held);
        }

        if (error != Errno.None)
        {
            return;
        }

        using (held)
        {
            // Processes that run at the same time fetch the same.
            additions = [.. additions
                .Select(static addition => new KeyValuePair<CachePack, IReadOnlyList<PackRecord>>(addition.Key, addition.Key.WithoutKnown(addition.Value)))
                .Where(static addition => addition.Value.Count > 0)];

            // A full file is never changed, because eviction deletes whole files.
            var number = 0;
            FileStatus status;
            while (NativeFile.TryGetStatus(BodiesPath(number), out status) == Errno.None && status.Size > LargestBodies)
            {
                number++;
            }

            // Bodies are written first, so that a head never refers to a missing body.
            var offset = status.Size;
            if (AppendBodies(number, additions))
            {
                foreach (var (pack, records) in additions)
                {
                    pack.AppendHeads(records, number, ref offset);
                }
            }
        }
    }

    /// <summary>Drops damaged records of packs. It holds the bucket's lock, so that no process appends at the same time.</summary>
    internal void VerifyPacks(VerificationReport report)
    {
        if (!CanWrite || FileLock.Take(Path + "/.lock", shared: false, out var held) != Errno.None)
        {
            return;
        }

        using (held)
        {
            foreach (var (file, kind) in CacheContents.ListFolder(Path!))
            {
                if (kind == EntryKind.File && file.Length == 32 && !file.Contains('.', StringComparison.Ordinal))
                {
                    new CachePack(this, $"{Path}/{file}").Verify(report);
                }
            }
        }
    }

    internal string BodiesPath(int number) => $"{Path}/bodies-{number}";

    private bool AppendBodies(int number, IReadOnlyList<KeyValuePair<CachePack, IReadOnlyList<PackRecord>>> additions)
    {
        var bodies = new ArrayBufferWriter<byte>(64 * 1024);
        foreach (var (_, records) in additions)
        {
            foreach (var record in records)
            {
                if (bodies.WrittenCount + record.Body.Length > LargestWrite && bodies.WrittenCount > 0)
                {
                    if (NativeFile.Append(BodiesPath(number), bodies.WrittenSpan) != Errno.None)
                    {
                        return false;
                    }

                    bodies.ResetWrittenCount();
                }

                bodies.Write(record.Body.Span);
            }
        }

        return bodies.WrittenCount == 0 || NativeFile.Append(BodiesPath(number), bodies.WrittenSpan) == Errno.None;
    }
}
