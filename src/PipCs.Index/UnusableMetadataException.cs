namespace PipCs.Index;

/// <summary>A file's metadata cannot be used: it cannot be read, or is not that of the file's name. It rules out the file, not the run.</summary>
/// <param name="message">What it has, in pip's words: <c>has inconsistent name: ...</c>.</param>
/// <param name="isInvalid">Whether it is no valid metadata at all.</param>
public sealed class UnusableMetadataException(string message, bool isInvalid) : Exception(message)
{
    /// <summary>Whether it is no valid metadata at all, where otherwise it is another file's.</summary>
    public bool IsInvalid => isInvalid;
}
