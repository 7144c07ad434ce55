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
    internal bool IsFresh(long nowSeconds) => nowSeconds >= FetchedSeconds && nowSeconds - FetchedSeconds < LifetimeSeconds;

    /// <summary>What an answer's headers say; null where it must not be kept.</summary>
    internal static Freshness? Of(FetchedBody answer, DateTimeOffset now)
    {
        long? lifetime = null;
        foreach (var part in (answer.CacheControl ?? "").Split(','))
        {
            var directive = part.AsSpan().Trim();
            if (directive.Equals("no-store", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (directive.Equals("no-cache", StringComparison.OrdinalIgnoreCase))
            {
                lifetime = 0;
            }
            else if (directive.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase) && long.TryParse(directive[8..].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                lifetime ??= seconds;
            }
        }

        if (lifetime is null && Date(answer.Expires) is { } expires)
        {
            lifetime = Math.Max(0, (long)(expires - (Date(answer.Date) ?? now)).TotalSeconds);
        }

        // What a cache on the way has held it for is no longer ours.
        if (long.TryParse(answer.Age, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && lifetime is not null)
        {
            lifetime = Math.Max(0, lifetime.Value - age);
        }

        return new(now.ToUnixTimeSeconds(), lifetime ?? 0, answer.ETag, answer.LastModified);
    }

    private static DateTimeOffset? Date(string? text)
        => DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
