using PipCs.Platform;

namespace PipCs.Index.Sources;

/// <summary>Local files, with errors in Python's words.</summary>
internal static class LocalFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="Diagnostics.UserErrorException">It cannot be opened.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Errors.FileUnreadable(Explain(path));
        }
    }

    /// <summary>Whether an exception means that a file cannot be read. An <see cref="ArgumentException"/> means a NUL character in its path.</summary>
    internal static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>The reason why a file cannot be read, in Python's words.</summary>
    internal static string Explain(string path)
    {
        var error = NativeFile.ReadHead(path, stackalloc byte[1], out _);
        return PlatformError.Describe(error == Errno.None ? Errno.InputOutput : error, path);
    }
}
