namespace PipCs.Index;

/// <summary>
/// The metadata could not be read out of a part of a wheel: the server gives no parts, breaks off, or gives something else. Who wants it fetches
/// the whole wheel, which is resumed, and whose reader says what is wrong with it.
/// </summary>
public sealed class PartialMetadataException : Exception;
