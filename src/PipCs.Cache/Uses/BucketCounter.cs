namespace PipCs.Cache.Uses;

/// <summary>Counts how this run uses a bucket. Thread-safe.</summary>
public sealed class BucketCounter
{
    private long _hits;
    private long _misses;
    private long _expired;
    private long _savedRequests;
    private long _savedBytes;

    /// <summary>The counts that were not taken yet.</summary>
    public BucketUse Current => new(
        Interlocked.Read(ref _hits), Interlocked.Read(ref _misses), Interlocked.Read(ref _expired), Interlocked.Read(ref _savedRequests), Interlocked.Read(ref _savedBytes));

    /// <summary>Counts an entry that was used.</summary>
    /// <param name="savedRequests">The number of requests that this saved.</param>
    /// <param name="savedBytes">The length of the answers to these requests; 0 where it is not known.</param>
    public void Hit(int savedRequests = 0, long savedBytes = 0)
    {
        Interlocked.Increment(ref _hits);
        Interlocked.Add(ref _savedRequests, savedRequests);
        Interlocked.Add(ref _savedBytes, savedBytes);
    }

    /// <summary>There was no entry.</summary>
    public void Miss() => Interlocked.Increment(ref _misses);

    /// <summary>There was one, too old to answer unasked.</summary>
    public void Expire() => Interlocked.Increment(ref _expired);

    /// <summary>Counts an entry that the server confirmed.</summary>
    public void Confirm(long savedBytes) => Interlocked.Add(ref _savedBytes, savedBytes);

    /// <summary>Gives the counts and sets them to zero.</summary>
    internal BucketUse Take() => new(
        Interlocked.Exchange(ref _hits, 0), Interlocked.Exchange(ref _misses, 0), Interlocked.Exchange(ref _expired, 0),
        Interlocked.Exchange(ref _savedRequests, 0), Interlocked.Exchange(ref _savedBytes, 0));
}
