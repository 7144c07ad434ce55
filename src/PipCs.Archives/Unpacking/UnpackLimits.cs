namespace PipCs.Archives.Unpacking;

/// <summary>Limits for the unpacked files of an archive, past which it counts as an attack. Each is far above any published source distribution.</summary>
/// <param name="Members">The number of members.</param>
/// <param name="Bytes">The bytes of all files together.</param>
/// <param name="Ratio">The largest ratio of all files together to the archive, once the files pass <paramref name="RatioFrom"/>.</param>
/// <param name="RatioFrom">The number of bytes up to which the ratio is not checked, because small archives may compress that well.</param>
public sealed record UnpackLimits(long Members, long Bytes, long Ratio, long RatioFrom)
{
    /// <summary>The default limits.</summary>
    public static UnpackLimits Default { get; } = new(Members: 5_000_000, Bytes: 200L << 30, Ratio: 1_000, RatioFrom: 2L << 30);
}
