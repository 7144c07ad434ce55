using PipCs.Cache;

namespace PipCs.Index;

/// <summary>Advice for users who are offline and lack something. A run with the network helps only if the fetched data can be kept.</summary>
internal static class OfflineAdvice
{
    /// <summary>Gives the advice.</summary>
    /// <param name="cache">The cache that would keep fetched data.</param>
    /// <param name="forbidden">The URL of a missing page that its server forbids to keep; null for none.</param>
    internal static string For(CacheRoot cache, string? forbidden)
        => cache.Path is null ? "This is run without a cache: what is fetched is not kept, and can only be had with the network."
            : !cache.IsWritable ? $"The cache {cache.Path} cannot be written or is not trusted: a run with the network would keep nothing there. Choose another one with `--cache-dir`."
            : forbidden is not null ? $"The server of {forbidden} forbids to keep it (Cache-Control: no-store, or links with logins): it can only be had with the network."
            : "Run the same command once with the network.";
}
