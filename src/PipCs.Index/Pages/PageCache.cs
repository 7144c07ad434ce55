using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Cache;
using PipCs.Cache.Uses;
using PipCs.Index.Http;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Pages;

/// <summary>A page in the cache, with its freshness.</summary>
internal sealed record CachedPage(ProjectPage Page, Freshness Freshness, long Stamp);

/// <summary>
/// The <c>index</c> bucket: a page with its freshness in front, so that a fresh page costs one read. A page
/// that was found unchanged gets a small record of its own, which refers to the page by its stamp.
/// </summary>
/// <param name="root">The cache.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long pages are fresh, in place of the servers' values; null for those.</param>
/// <remarks>A page and a record begin in the same way: stamp 8, fetched 8, lifetime 8, length of ETag 2, of Last-Modified 2, then both texts.</remarks>
internal sealed class PageCache(CacheRoot root, TimeProvider time, TimeSpan? lifetime)
{
    private const int HeaderSize = 28;

    private readonly CacheBucket _bucket = root.GetBucket(CacheBuckets.Index);

    /// <summary>Looks a page up; false where there is none.</summary>
    /// <param name="project">The project.</param>
    /// <param name="url">The page's URL without credentials.</param>
    /// <param name="user">The user whose credentials fetch it, or null. Different users may see different pages.</param>
    /// <param name="cached">The page.</param>
    /// <param name="isFresh">Whether it may be used without asking the server.</param>
    internal bool TryRead(ProjectName project, string url, string? user, out CachedPage cached, out bool isFresh)
    {
        cached = null!;
        isFresh = false;
        var key = Key(url, user);
        if (!_bucket.TryReadMemory(key, out var entry) || !TryReadHeader(entry.Span, out var stamp, out var freshness, out var length)
            || !ProjectPage.TryRead(project, entry[length..], out var page))
        {
            return false;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (!freshness.IsFresh(now, lifetime) && _bucket.TryReadMemory(key + FreshnessKey, out var record)
            && TryReadHeader(record.Span, out var recordStamp, out var later, out _) && recordStamp == stamp)
        {
            freshness = later;
        }

        cached = new CachedPage(page, freshness, stamp);
        isFresh = freshness.IsFresh(now, lifetime);
        return true;
    }

    /// <summary>Counts how pages are used.</summary>
    internal BucketCounter Counter => _bucket.Counter;

    /// <summary>When a page was written, nanoseconds since 1970; 0 where there is none.</summary>
    internal long GetWriteTime(string url, string? user) => _bucket.GetWriteTime(Key(url, user));

    internal void Write(string url, string? user, ProjectPage page, Freshness freshness)
        => _bucket.Write(Key(url, user), Header(time.GetUtcNow().UtcTicks, freshness), page.Bytes.Span);

    /// <summary>Writes a page that came whole; of one that is as it was, only that it was found so.</summary>
    internal void WriteNew(string url, string? user, CachedPage? cached, ProjectPage page, Freshness freshness)
    {
        if (cached is not null && cached.Page.Bytes.Span.SequenceEqual(page.Bytes.Span) && cached.Freshness.ETag == freshness.ETag && cached.Freshness.LastModified == freshness.LastModified)
        {
            _bucket.Write(Key(url, user) + FreshnessKey, Header(cached.Stamp, freshness));
        }
        else
        {
            Write(url, user, page, freshness);
        }
    }

    /// <summary>Records that a page must not be kept, so that an offline run can report the reason.</summary>
    internal void Forbid(string url, string? user)
    {
        _bucket.Remove(Key(url, user));
        if (!IsForbidden(url, user))
        {
            _bucket.Write(Key(url, user) + ForbiddenKey, Header(0, Freshness.Unknown));
        }
    }

    /// <summary>Whether a page must not be kept.</summary>
    internal bool IsForbidden(string url, string? user) => _bucket.GetWriteTime(Key(url, user) + ForbiddenKey) != 0;

    /// <summary>Keeps a page of links as it came; it is parsed again for each project.</summary>
    internal void WriteLinks(string url, string? user, FetchedBody body, Freshness freshness)
    {
        var type = Encoding.UTF8.GetBytes(body.ContentType ?? "");
        var from = Encoding.UTF8.GetBytes(body.Url);
        var header = Header(time.GetUtcNow().UtcTicks, freshness);
        var first = new byte[header.Length + 4 + type.Length + from.Length];
        header.CopyTo(first, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(first.AsSpan(header.Length), (ushort)type.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(first.AsSpan(header.Length + 2), (ushort)from.Length);
        type.CopyTo(first, header.Length + 4);
        from.CopyTo(first, header.Length + 4 + type.Length);
        _bucket.Write(Key(url, user) + LinksKey, first, body.Body.Span);
    }

    /// <summary>Reads a page of links that <see cref="WriteLinks"/> wrote.</summary>
    internal bool TryReadLinks(string url, string? user, [NotNullWhen(true)] out FetchedBody? body)
    {
        body = null;
        if (!_bucket.TryReadMemory(Key(url, user) + LinksKey, out var entry) || !TryReadHeader(entry.Span, out _, out _, out var length) || entry.Length < length + 4)
        {
            return false;
        }

        var type = BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[length..]);
        var from = BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[(length + 2)..]);
        entry = entry[(length + 4)..];
        if (entry.Length < type + from)
        {
            return false;
        }

        var contentType = Encoding.UTF8.GetString(entry.Span[..type]);
        body = new FetchedBody(Encoding.UTF8.GetString(entry.Span.Slice(type, from)), 200, name => name == "Content-Type" ? contentType : null);
        body.Take(new BodyBuffer(entry[(type + from)..]));
        return true;
    }

    /// <summary>Records that a page was found unchanged.</summary>
    internal void Renew(string url, string? user, CachedPage cached, Freshness freshness)
    {
        // Without a lifetime the record would not spare a request.
        if (freshness.LifetimeSeconds > 0 || lifetime is not null)
        {
            _bucket.Write(Key(url, user) + FreshnessKey, Header(cached.Stamp, freshness));
        }
    }

    /// <summary>Reads the page out of an entry; false where the entry is a mere record of freshness.</summary>
    internal static bool TryReadPage(ProjectName project, ReadOnlyMemory<byte> entry, [NotNullWhen(true)] out ProjectPage? page)
    {
        page = null;
        return TryReadHeader(entry.Span, out _, out _, out var length) && ProjectPage.TryRead(project, entry[length..], out page);
    }

    /// <summary>Reads the freshness of an entry, be it a page or a mere record, and the stamp that both have in common.</summary>
    internal static bool TryReadFreshness(ReadOnlySpan<byte> entry, out long stamp, out Freshness freshness) => TryReadHeader(entry, out stamp, out freshness, out _);

    private const string FreshnessKey = "\nfreshness";
    private const string ForbiddenKey = "\nforbidden";
    private const string LinksKey = "\nlinks";

    private static string Key(string url, string? user) => user is null ? url : $"{url}\n{user}";

    /// <summary>Writes the freshness of a page.</summary>
    internal static byte[] Header(long stamp, Freshness freshness)
    {
        var etag = Encoding.UTF8.GetBytes(freshness.ETag ?? "");
        var modified = Encoding.UTF8.GetBytes(freshness.LastModified ?? "");
        var header = new byte[HeaderSize + etag.Length + modified.Length];
        BinaryPrimitives.WriteInt64LittleEndian(header, stamp);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), freshness.FetchedSeconds);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), freshness.LifetimeSeconds);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(24), (ushort)etag.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)modified.Length);
        etag.CopyTo(header, HeaderSize);
        modified.CopyTo(header, HeaderSize + etag.Length);
        return header;
    }

    /// <summary>Reads a freshness that <see cref="Header"/> wrote.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> entry, out long stamp, out Freshness freshness, out int length)
    {
        stamp = 0;
        length = 0;
        freshness = null!;
        if (entry.Length < HeaderSize)
        {
            return false;
        }

        var etag = BinaryPrimitives.ReadUInt16LittleEndian(entry[24..]);
        var modified = BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]);
        length = HeaderSize + etag + modified;
        if (entry.Length < length)
        {
            return false;
        }

        stamp = BinaryPrimitives.ReadInt64LittleEndian(entry);
        freshness = new Freshness(
            BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
            etag == 0 ? null : Encoding.UTF8.GetString(entry.Slice(HeaderSize, etag)),
            modified == 0 ? null : Encoding.UTF8.GetString(entry.Slice(HeaderSize + etag, modified)));
        return true;
    }
}
