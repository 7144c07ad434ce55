namespace PipCs.Platform;

/// <summary>
/// A lock between processes on a file that stays where it is (<c>flock</c>). The system releases it when
/// the process ends, however it ends.
/// </summary>
public sealed unsafe class FileLock : IDisposable
{
    private readonly int _descriptor;

    private FileLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Takes the lock unless another process has it; makes the file where it is missing.</summary>
    /// <returns><see cref="Errno.None"/>, <see cref="Errno.Again"/> where another process has it, or the error of opening the file.</returns>
    public static Errno TryTake(string path, bool shared, out FileLock? fileLock) => Take(path, shared, wait: false, out fileLock);

    /// <summary>Takes the lock, waiting for the process that has it; makes the file where it is missing.</summary>
    public static Errno Take(string path, bool shared, out FileLock? fileLock) => Take(path, shared, wait: true, out fileLock);

    /// <inheritdoc/>
    public void Dispose() => _ = Posix.Close(_descriptor);

    private static Errno Take(string path, bool shared, bool wait, out FileLock? fileLock)
    {
        fileLock = null;
        int descriptor;
        fixed (byte* pointer = NativeName.Encode(path))
        {
            descriptor = Posix.OpenAt(Posix.CurrentDirectory, pointer, Posix.OpenReadWrite | Posix.OpenCreate | Posix.OpenCloseOnExec, FileModes.ReadWrite);
        }

        if (descriptor < 0)
        {
            return DirectoryHandle.LastError();
        }

        var operation = (shared ? Posix.LockShared : Posix.LockExclusive) | (wait ? 0 : Posix.LockNonBlocking);
        while (Posix.Lock(descriptor, operation) != 0)
        {
            var error = DirectoryHandle.LastError();
            if (error != Errno.Interrupted)
            {
                _ = Posix.Close(descriptor);
                return error;
            }
        }

        fileLock = new FileLock(descriptor);
        return Errno.None;
    }
}
