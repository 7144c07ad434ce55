namespace PipCs.Platform;

/// <summary>The system's reason for refusing an operation, in Python's words. The texts of .NET's own exceptions are not in the binary.</summary>
public static class SystemErrorText
{
    /// <summary><c>[Errno 13] Permission denied: 'path'</c>, as far as the exception has these parts.</summary>
    public static string Of(Exception error)
    {
        if (error.Message.StartsWith("[Errno", StringComparison.Ordinal))
        {
            return error.Message;
        }

        // Without its text the message consists of the text's key and the values for it, among them the path.
        var number = Number(error);
        var path = error is FileNotFoundException { FileName: { } name } ? name : PathIn(error.Message);
        return path.StartsWith("IO_", StringComparison.Ordinal) ? $"[Errno {(int)number}] {PlatformError.Message(number)}" : PlatformError.Describe(number, path);
    }

    private static string PathIn(string message)
    {
        var quote = message.IndexOf('\'', StringComparison.Ordinal);
        var end = message.LastIndexOf('\'');
        return quote < end ? message[(quote + 1)..end] : message[(message.IndexOf(", ", StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>Python's name of the exception that the error would be there.</summary>
    public static string PythonName(Exception error) => Number(error) switch
    {
        Errno.NoEntry => "FileNotFoundError",
        Errno.AccessDenied or Errno.NotPermitted => "PermissionError",
        Errno.Exists => "FileExistsError",
        Errno.NotDirectory => "NotADirectoryError",
        Errno.IsDirectory => "IsADirectoryError",
        _ => "OSError",
    };

    /// <summary>The error number behind an exception.</summary>
    public static Errno Number(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => Errno.NoEntry,
        UnauthorizedAccessException => Errno.AccessDenied,
        PathTooLongException => Errno.NameTooLong,
        { HResult: > 0 and < 200 } => (Errno)error.HResult,
        _ => Errno.InputOutput,
    };
}
