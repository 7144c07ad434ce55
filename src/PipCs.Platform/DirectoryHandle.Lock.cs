namespace PipCs.Platform;

public sealed partial class DirectoryHandle
{
    /// <summary>Takes the lock on the folder itself (<c>flock</c>) if nobody has it; closing the handle releases it.</summary>
    /// <returns><see cref="Errno.None"/>, or <see cref="Errno.Again"/> where another process has it, or why there are no locks here.</returns>
    public Errno TryLock() => Result(Posix.Lock(_descriptor, Posix.LockExclusive | Posix.LockNonBlocking));
}
