using System.Text;
using PipCs.Cache;
using PipCs.Platform;

namespace PipCs.Store;

/// <summary>Finds the SHA-256 of wheels that a request does not give: for local files by path and file status, for URLs, and for hashes of other algorithms.</summary>
internal sealed class StoreIndex(CacheBucket bucket)
{
    private const string Sha256Prefix = "sha256:";
    private const int Sha256Length = 64;

    // A file that changes twice within one step of the file system's clock may keep its times. So a file younger than this is not remembered.
    private const long Youngest = 1_000_000_000;

    /// <summary>Whether a request admits the wheel with this SHA-256.</summary>
    internal bool Admits(WheelRequest request, string sha256)
    {
        if (request.AllowedHashes.Count == 0)
        {
            return true;
        }

        foreach (var allowed in request.AllowedHashes)
        {
            if (Resolve(allowed) == sha256)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The SHA-256 of the wheel with this hash (<c>algorithm:hex</c>), or null where it is not known.</summary>
    internal string? Resolve(string hash)
        => hash.StartsWith(Sha256Prefix, StringComparison.Ordinal) ? hash[Sha256Prefix.Length..] : Read(hash);

    /// <summary>The SHA-256 that a local file had when it was last hashed, or null where it may have changed since.</summary>
    internal string? FindLocal(string path)
        => NativeFile.TryGetStatus(path, out var status) == Errno.None ? Read(Key(path, status)) : null;

    /// <summary>The SHA-256 of the file that a URL gave last, or null where it was never fetched.</summary>
    internal string? FindUrl(string url) => Read(UrlKey(url));

    /// <summary>Remembers the SHA-256 of the file that a URL gave.</summary>
    internal void RememberUrl(string url, string sha256) => bucket.Write(UrlKey(url), Encoding.ASCII.GetBytes(sha256));

    /// <summary>Remembers the other hashes of a wheel.</summary>
    internal void Remember(List<KeyValuePair<string, string>> digests)
    {
        for (var i = 1; i < digests.Count; i++)
        {
            bucket.Write($"{digests[i].Key}:{digests[i].Value}", Encoding.ASCII.GetBytes(digests[0].Value));
        }
    }

    /// <summary>Remembers the SHA-256 of a local file, unless the file has changed since <paramref name="before"/>.</summary>
    internal void Remember(string path, FileStatus before, string sha256)
    {
        var now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        if (NativeFile.TryGetStatus(path, out var after) == Errno.None && after == before && now - after.CtimeNanoseconds > Youngest)
        {
            bucket.Write(Key(path, after), Encoding.ASCII.GetBytes(sha256));
        }
    }

    private static string UrlKey(string url) => "url\n" + url;

    private static string Key(string path, FileStatus status)
        => $"{path}\n{status.Device} {status.Inode} {status.Size} {status.MtimeNanoseconds} {status.CtimeNanoseconds}";

    private string? Read(string key)
        => bucket.TryReadMemory(key, out var payload) && payload.Length == Sha256Length ? Encoding.ASCII.GetString(payload.Span) : null;
}
