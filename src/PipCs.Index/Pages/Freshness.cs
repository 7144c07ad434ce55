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
    /// <summary>Of what must not be kept.</summary>
    internal static readonly Freshness Unknown = new(0, 0, null, null);

    // What a lifetime that is too large to write means (RFC 9111, section 1.2.2).
    private const long Longest = 1L << 31;

    /// <summary>Whether it may be used unasked; one from the future (the clock went back) may not.</summary>
    /// <param name="nowSeconds">The time, seconds since 1970.</param>
    /// <param name="lifetime">How long in place of what the server says; null for that.</param>
    internal bool IsFresh(long nowSeconds, TimeSpan? lifetime = null)
        => nowSeconds >= FetchedSeconds && nowSeconds - FetchedSeconds < (lifetime is { } given ? (long)given.TotalSeconds : LifetimeSeconds);

    /// <summary>What an answer's headers say; null where it must not be kept.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">When it came.</param>
    /// <param name="renewed">What was kept, where the answer is 304: what that does not say anew goes on to hold (section 4.3.4).</param>
    internal static Freshness? Of(FetchedBody answer, DateTimeOffset now, Freshness? renewed = null)
    {
        if (!TryReadDirectives(answer.CacheControl, out var lifetime))
        {
            return null;
        }

        var date = HttpDate.Parse(answer.Date);
        if (lifetime is null && answer.Expires is { } text)
        {
            // A date that is none, such as 0, has passed (section 5.3).
            lifetime = HttpDate.Parse(text) is { } expires ? Math.Max(0, (long)(expires - (date ?? now)).TotalSeconds) : 0;
        }

        // Without a word from the server nothing is fresh: guessing hides releases.
        var left = lifetime ?? renewed?.LifetimeSeconds ?? 0;
        if (lifetime is not null && long.TryParse(answer.Age, NumberStyles.None, CultureInfo.InvariantCulture, out var age))
        {
            // What a cache on the way has held it for is no longer ours.
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

    /// <summary>Whether another request of ours might get another page. What we ask for is always the same, and credentials have entries of their own.</summary>
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
