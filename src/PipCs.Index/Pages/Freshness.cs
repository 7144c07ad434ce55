using System.Globalization;
using PipCs.Index.Http;

namespace PipCs.Index.Pages;

/// <summary>How long a page may be used unasked, and how to ask whether it has changed (HTTP caching, RFC 9111).</summary>
/// <param name="FetchedSeconds">When it was fetched or last found unchanged, seconds since 1970.</param>
/// <param name="LifetimeSeconds">For how long it is fresh from then on.</param>
/// <param name="ETag">The entity tag, or null.</param>
/// <param name="LastModified">The time of modification as the server wrote it, or null.</param>
internal sealed record Freshness(long FetchedSeconds, long LifetimeSeconds, string? ETag, string? LastModified)
{
    /// <summary>The freshness of an answer that must not be kept.</summary>
    internal static readonly Freshness Unknown = new(0, 0, null, null);

    // The value for lifetimes that are too large (RFC 9111, section 1.2.2).
    private const long Longest = 1L << 31;

    /// <summary>Whether the page may be used without asking the server. A page from the future (the clock was set back) may not.</summary>
    /// <param name="nowSeconds">The time, seconds since 1970.</param>
    /// <param name="lifetime">The lifetime in place of the server's; null for the server's.</param>
    internal bool IsFresh(long nowSeconds, TimeSpan? lifetime = null)
        => nowSeconds >= FetchedSeconds && nowSeconds - FetchedSeconds < (lifetime is { } given ? (long)given.TotalSeconds : LifetimeSeconds);

    /// <summary>The freshness of an answer by its headers; null where it must not be kept.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The time at which it came.</param>
    /// <param name="renewed">For a 304, the freshness of the kept page: values that the 304 does not repeat stay valid (section 4.3.4).</param>
    internal static Freshness? Of(FetchedBody answer, DateTimeOffset now, Freshness? renewed = null)
    {
        if (!TryReadDirectives(answer.CacheControl, out var lifetime))
        {
            return null;
        }

        var date = HttpDate.Parse(answer.Date);
        if (lifetime is null && answer.Expires is { } text)
        {
            // A date that cannot be parsed, such as 0, counts as past (section 5.3).
            lifetime = HttpDate.Parse(text) is { } expires ? Math.Max(0, (long)(expires - (date ?? now)).TotalSeconds) : 0;
        }

        // If the server gives no lifetime the page is stale at once: a guess could hide new releases.
        var left = lifetime ?? renewed?.LifetimeSeconds ?? 0;
        if (lifetime is not null && long.TryParse(answer.Age, NumberStyles.None, CultureInfo.InvariantCulture, out var age))
        {
            // The time that a cache on the way has held the answer counts too.
            left = Math.Max(0, left - age);
        }

        return new(now.ToUnixTimeSeconds(), VariesByOthers(answer.Vary) ? 0 : left, answer.ETag ?? renewed?.ETag, answer.LastModified ?? renewed?.LastModified);
    }

    private static bool TryReadDirectives(string? cacheControl, out long? lifetime)
    {
        lifetime = null;
        foreach (var part in (cacheControl ?? "").Split(','))
        {
            var directive = part.AsSpan().Trim();
            var equals = directive.IndexOf('=');
            var name = equals < 0 ? directive : directive[..equals].TrimEnd();
            if (name.Equals("no-store", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (name.Equals("no-cache", StringComparison.OrdinalIgnoreCase))
            {
                lifetime = 0;
            }
            else if (equals >= 0 && lifetime is null && name.Equals("max-age", StringComparison.OrdinalIgnoreCase))
            {
                lifetime = Seconds(directive[(equals + 1)..].Trim(" \""));
            }
        }

        return true;
    }

    /// <summary>A number of seconds; one that cannot be read is no time at all.</summary>
    private static long Seconds(ReadOnlySpan<char> text)
        => text.IsEmpty || text.ContainsAnyExceptInRange('0', '9') ? 0 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Min(seconds, Longest) : Longest;

    /// <summary>Whether the answer varies so that another request of ours might get another page. Our requests are always the same, and credentials have entries of their own.</summary>
    private static bool VariesByOthers(string? vary)
    {
        foreach (var part in (vary ?? "").Split(','))
        {
            var field = part.AsSpan().Trim();
            if (!field.IsEmpty && !field.Equals("Accept", StringComparison.OrdinalIgnoreCase) && !field.Equals("Accept-Encoding", StringComparison.OrdinalIgnoreCase)
                && !field.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
