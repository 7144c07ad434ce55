namespace PipCs.Platform.Processes;

/// <summary>A program cannot be started. The message is that of Python's <c>OSError</c>: <c>[Errno 2] No such file or directory: 'git'</c>.</summary>
public sealed class ChildStartException : IOException
{
    internal ChildStartException(string program, Errno error, string path)
        : base(PlatformError.Describe(error, path))
    {
        Program = program;
        Error = error;
        HResult = (int)error;
    }

    /// <summary>The program, as the caller named it.</summary>
    public string Program { get; }

    /// <summary>The system's error number.</summary>
    public Errno Error { get; }
}
