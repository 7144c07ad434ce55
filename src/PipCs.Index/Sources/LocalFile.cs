using PipCs.Platform;

namespace PipCs.Index.Sources;

/// <summary>Files of this machine, whose errors are told in Python's words.</summary>
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

    /// <summary>Whether an exception says that a file cannot be read; an <see cref="ArgumentException"/> says that its path has a NUL character.</summary>
    internal static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>Why a file cannot be read, as Python says it.</summary>
    internal static string Explain(string path)
    {
        var error = NativeFile.ReadHead(path, stackalloc byte[1], out _);
        return PlatformError.Describe(error == Errno.None ? Errno.InputOutput : error, path);
    }
}
