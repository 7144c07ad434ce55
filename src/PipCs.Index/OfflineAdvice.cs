using PipCs.Cache;

namespace PipCs.Index;

/// <summary>What a person can do who is offline and lacks something: a run with the network only helps where what it fetches is kept.</summary>
internal static class OfflineAdvice
{
    /// <summary>Gives the advice.</summary>
    /// <param name="cache">Where what is fetched is kept.</param>
    /// <param name="forbidden">A URL that is lacking and whose server forbids to keep it; null for none.</param>
    internal static string For(CacheRoot cache, string? forbidden)
        => cache.Path is null ? "This is run without a cache: what is fetched is not kept, and can only be had with the network."
            : !cache.IsWritable ? $"The cache {cache.Path} cannot be written or is not trusted: a run with the network would keep nothing there. Choose another one with `--cache-dir`."
            : forbidden is not null ? $"The server of {forbidden} forbids to keep it (Cache-Control: no-store, or links with logins): it can only be had with the network."
            : "Run the same command once with the network.";
}
