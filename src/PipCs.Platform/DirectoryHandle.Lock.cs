namespace PipCs.Platform;

public sealed partial class DirectoryHandle
{
    /// <summary>Releases the lock on the folder. Closing the handle does so too, but not while a process that is just being started has a copy of it.</summary>
    public void Unlock() => _ = Posix.Lock(_descriptor, Posix.LockRelease);

    /// <summary>Takes the lock on the folder itself (<c>flock</c>) unless another process has it.</summary>
    /// <returns><see cref="Errno.None"/>, <see cref="Errno.Again"/> where another process has it, or the error of a file system without locks.</returns>
    public Errno TryLock() => Result(Posix.Lock(_descriptor, Posix.LockExclusive | Posix.LockNonBlocking));
}
