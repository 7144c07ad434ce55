namespace PipCs.Index;

/// <summary>A server answered the request for a file with an error status; the cause of an error for users.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="url">The file's URL, redacted.</param>
public sealed class FileRefusedException(int status, string url) : Exception($"HTTP error {status} while getting {url}")
{
    /// <summary>The file's URL, redacted.</summary>
    public string Url => url;
}
