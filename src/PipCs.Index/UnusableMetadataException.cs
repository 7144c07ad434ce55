namespace PipCs.Index;

/// <summary>A file's metadata cannot be read or contradicts the file's name. It rules out the file, not the run.</summary>
/// <param name="message">The fault, in pip's words: <c>has inconsistent name: ...</c>.</param>
/// <param name="isInvalid">Whether the metadata is invalid.</param>
public sealed class UnusableMetadataException(string message, bool isInvalid) : Exception(message)
{
    /// <summary>Whether the metadata is invalid; otherwise it is that of another file.</summary>
    public bool IsInvalid => isInvalid;
}
