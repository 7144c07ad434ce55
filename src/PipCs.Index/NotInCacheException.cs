namespace PipCs.Index;

/// <summary>The cause of a user's error: something would have to be fetched, and the run is offline.</summary>
/// <param name="what">What it is, in words that follow "does not hold".</param>
public sealed class NotInCacheException(string what) : Exception(what);
