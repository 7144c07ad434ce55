namespace PipCs.Cache.Uses;

/// <summary>The uses of a bucket, and what they saved.</summary>
/// <param name="Hits">How often an entry was used.</param>
/// <param name="Misses">How often there was no entry.</param>
/// <param name="Expired">How often there was one that was too old to be used without asking the server.</param>
/// <param name="SavedRequests">The number of requests that were not sent because of it.</param>
/// <param name="SavedBytes">The bytes of answers that were not sent because of it, before compression, including the bodies that a server confirmed (304).</param>
public readonly record struct BucketUse(long Hits, long Misses, long Expired, long SavedRequests, long SavedBytes)
{
    /// <summary>Both together.</summary>
    public static BucketUse operator +(BucketUse left, BucketUse right)
        => new(left.Hits + right.Hits, left.Misses + right.Misses, left.Expired + right.Expired, left.SavedRequests + right.SavedRequests, left.SavedBytes + right.SavedBytes);
}
