namespace PipCs.Cache.Packages;

/// <summary>The content of a <see cref="PackageInformationCache"/>, and its uses since the instance was made.</summary>
/// <param name="Entries">The number of entries, expired ones included.</param>
/// <param name="Bytes">The lengths of their files together.</param>
/// <param name="Expired">The number of entries older than the time to live.</param>
/// <param name="Hits">How often this instance had an answer.</param>
/// <param name="Misses">How often it had none, or an expired one.</param>
public readonly record struct PackageCacheStatistics(int Entries, long Bytes, int Expired, long Hits, long Misses);
