namespace PipCs.Index;

/// <summary>
/// The metadata could not be read from a part of a wheel: the server does not support range requests, breaks off, or sends something else. The caller fetches
/// the whole wheel instead, which can be resumed, and whose reader reports any fault of the wheel.
/// </summary>
public sealed class PartialMetadataException : Exception;
