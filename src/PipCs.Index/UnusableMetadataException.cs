namespace PipCs.Index;

/// <summary>A file's metadata cannot be used: it cannot be read, or is not that of the file's name. It rules out the file, not the run.</summary>
/// <param name="message">What is wrong with it, in pip's words.</param>
public sealed class UnusableMetadataException(string message) : Exception(message);
