using PipCs.Platform;

namespace PipCs;

/// <summary>Writes the file that a person names for a command's result.</summary>
internal static class OutputFile
{
    /// <summary>Writes the file. If it is a pipe, this waits for a reader until the command is cancelled.</summary>
    internal static Task<Errno> WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
        => Task.Run(() => NativeFile.WriteAll(path, content), CancellationToken.None).WaitAsync(cancellationToken);
}
