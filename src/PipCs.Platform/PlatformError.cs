using System.Runtime.InteropServices;
using PipCs.Diagnostics;

namespace PipCs.Platform;

/// <summary>Makes exceptions from error numbers, in the words of Python's <c>OSError</c>: <c>[Errno 13] Permission denied: 'path'</c>.</summary>
public static class PlatformError
{
    /// <summary>An exception for an error with a path.</summary>
    public static IOException From(Errno error, string path) => new(Describe(error, path)) { HResult = (int)error };

    /// <summary>Python's text for an error with a path.</summary>
    public static string Describe(Errno error, string path) => $"[Errno {(int)error}] {Message(error)}: {PythonRepr.Quote(path)}";

    /// <summary>The system's text for an error.</summary>
    public static string Message(Errno error) => Marshal.GetPInvokeErrorMessage((int)error);
}
