using System.Globalization;
using System.Text;
using PipCs.Platform;

namespace PipCs.Cache.Uses;

/// <summary>
/// The uses of a cache over all runs: a file of lines below its root, to which a run that used the cache appends once. A run that finds the
/// file too long replaces it by sums. Counting never causes an error: a line that cannot be written is not counted, and a
/// torn line is skipped.
/// </summary>
/// <remarks>A line: bucket, hits, misses, expired, saved requests, saved bytes, with spaces between; it ends in <c>;</c> and a line feed.</remarks>
public static class CacheUses
{
    private const string FileName = "uses-v1";
    private const long Long = 64 * 1024;

    /// <summary>Adds what this run has counted.</summary>
    public static void Append(CacheRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var counted = root.TakeCounts();
        if (counted.Count == 0 || !root.IsWritable)
        {
            return;
        }

        var path = $"{root.Path}/{FileName}";
        if (NativeFile.Append(path, Format(counted)) == Errno.None && NativeFile.TryGetStatus(path, out var status) == Errno.None && status.Size > Long)
        {
            Shorten(path);
        }
    }

    /// <summary>The sums over all runs that have ended, for each bucket that was used.</summary>
    public static IReadOnlyDictionary<string, BucketUse> Read(CacheRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return root is { IsTrusted: true, Path: { } path } ? Sum($"{path}/{FileName}") : new Dictionary<string, BucketUse>();
    }

    /// <summary>Deletes all counts.</summary>
    public static void Reset(CacheRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (root is { IsTrusted: true, Path: { } path })
        {
            Folder.TryDeleteFile($"{path}/{FileName}");
        }
    }

    private static void Shorten(string path)
    {
        // What another run appends meanwhile may be lost: these are statistics.
        if (FileLock.Take(path + ".lock", shared: false, out var held) == Errno.None)
        {
            using (held)
            {
                if (NativeFile.TryGetStatus(path, out var status) == Errno.None && status.Size > Long)
                {
                    _ = NativeFile.ReplaceAll(path, Format(Sum(path)));
                }
            }
        }
    }

    private static byte[] Format(IReadOnlyDictionary<string, BucketUse> uses)
    {
        var text = new StringBuilder();
        foreach (var (name, use) in uses)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {use.Hits} {use.Misses} {use.Expired} {use.SavedRequests} {use.SavedBytes};\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Dictionary<string, BucketUse> Sum(string path)
    {
        var sums = new Dictionary<string, BucketUse>(StringComparer.Ordinal);
        if (NativeFile.ReadAll(path, out var content) != Errno.None)
        {
            return sums;
        }

        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            var parts = line.TrimEnd(';').Split(' ');
            if (line.EndsWith(';') && parts.Length == 6 && CacheBuckets.Names.Contains(parts[0])
                && Number(parts[1], out var hits) && Number(parts[2], out var misses) && Number(parts[3], out var expired) && Number(parts[4], out var requests) && Number(parts[5], out var bytes))
            {
                sums[parts[0]] = sums.GetValueOrDefault(parts[0]) + new BucketUse(hits, misses, expired, requests, bytes);
            }
        }

        return sums;
    }

    private static bool Number(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
