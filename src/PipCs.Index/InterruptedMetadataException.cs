namespace PipCs.Index;

/// <summary>The server broke off what it sent of a wheel when its metadata was wanted: who wants it fetches the wheel, which is resumed.</summary>
public sealed class InterruptedMetadataException : Exception;
