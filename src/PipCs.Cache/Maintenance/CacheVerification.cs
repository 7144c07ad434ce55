using PipCs.Cache.Packages;
using PipCs.Platform;

namespace PipCs.Cache.Maintenance;

/// <summary>Compares every entry that is a file with its checksum, and removes damaged ones. Other processes may use the cache meanwhile.</summary>
public static class CacheVerification
{
    private const long Hour = 3600L * 1_000_000_000;

    /// <summary>Verifies all buckets except <see cref="CacheBuckets.Wheels"/>, whose format belongs to the store.</summary>
    public static void Verify(CacheRoot root, VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var name in CacheBuckets.Names)
        {
            if (root.GetBucket(name) is not { Path: { } path } bucket)
            {
                continue;
            }

            bucket.Sweep();
            ClearLeftovers(path, report);
            switch (name)
            {
                case CacheBuckets.Wheels:
                    break;
                case CacheBuckets.Metadata:
                    bucket.VerifyPacks(report);
                    break;
                default:
                    foreach (var entry in CacheContents.List(root, name))
                    {
                        VerifyFile(entry, name, report);
                    }

                    break;
            }
        }
    }

    private static void VerifyFile(CacheEntry entry, string name, VerificationReport report)
    {
        var error = NativeFile.ReadAll(entry.Path, out var content);
        if (error == Errno.NoEntry)
        {
            return;
        }

        report.Count();
        if (error != Errno.None || !(name == CacheBuckets.Packages ? PackageInformationFormat.TryRead(content, out _, out _) : EntryFormat.IsValid(content, (uint)CacheBuckets.VersionOf(name))))
        {
            entry.Remove();
            report.Drop(entry.Path, "its checksum or its form is wrong");
        }
    }

    /// <summary>Files that were written aside by a process that did not live to rename them.</summary>
    private static void ClearLeftovers(string folder, VerificationReport report)
    {
        var now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        foreach (var (file, _) in CacheContents.ListFolder(folder))
        {
            if (file.EndsWith(".tmp", StringComparison.Ordinal)
                && NativeFile.TryGetStatus($"{folder}/{file}", out var status, follow: false) == Errno.None && now - status.MtimeNanoseconds > Hour
                && Folder.TryDeleteFile($"{folder}/{file}"))
            {
                report.CountLeftover();
            }
        }
    }
}
