namespace PipCs.Index;

/// <summary>The cause of an error for users: something had to be fetched, but the run is offline.</summary>
/// <param name="what">The missing thing, in words that follow "does not hold".</param>
public sealed class NotInCacheException(string what) : Exception(what);
