namespace PipCs.Cache.Uses;

/// <summary>What a bucket has been good for.</summary>
/// <param name="Hits">How often an entry answered.</param>
/// <param name="Misses">How often there was none.</param>
/// <param name="Expired">How often there was one that was too old to answer unasked.</param>
/// <param name="SavedRequests">How many requests were not sent because of it.</param>
/// <param name="SavedBytes">How many bytes of answers were not sent because of it, before compression; bodies that a server confirmed (304) included.</param>
public readonly record struct BucketUse(long Hits, long Misses, long Expired, long SavedRequests, long SavedBytes)
{
    /// <summary>Both together.</summary>
    public static BucketUse operator +(BucketUse left, BucketUse right)
        => new(left.Hits + right.Hits, left.Misses + right.Misses, left.Expired + right.Expired, left.SavedRequests + right.SavedRequests, left.SavedBytes + right.SavedBytes);
}
