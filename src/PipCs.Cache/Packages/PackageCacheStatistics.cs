namespace PipCs.Cache.Packages;

/// <summary>What a <see cref="PackageInformationCache"/> holds, and how it has served since it was made.</summary>
/// <param name="Entries">How many entries there are, expired ones included.</param>
/// <param name="Bytes">The lengths of their files together.</param>
/// <param name="Expired">How many of them are older than the time to live.</param>
/// <param name="Hits">How often this instance found what was asked for.</param>
/// <param name="Misses">How often it did not, expired entries included.</param>
public readonly record struct PackageCacheStatistics(int Entries, long Bytes, int Expired, long Hits, long Misses);
