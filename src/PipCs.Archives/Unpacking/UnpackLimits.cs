namespace PipCs.Archives.Unpacking;

/// <summary>How much an archive may unpack into before it is taken for an attack. Each is far above what any published source distribution needs.</summary>
/// <param name="Members">The number of members.</param>
/// <param name="Bytes">The bytes of all files together.</param>
/// <param name="Ratio">How many times larger the files together may be than the archive, once they pass <paramref name="RatioFrom"/>.</param>
/// <param name="RatioFrom">The number of bytes up to which the ratio does not matter: what is packed that well is small.</param>
public sealed record UnpackLimits(long Members, long Bytes, long Ratio, long RatioFrom)
{
    /// <summary>The limits where a person gives none.</summary>
    public static UnpackLimits Default { get; } = new(Members: 5_000_000, Bytes: 200L << 30, Ratio: 1_000, RatioFrom: 2L << 30);
}
