namespace PipCs.Platform.Processes;

/// <summary>A descriptor that can be read once a token is cancelled, for <c>poll</c>; -1 where it never is.</summary>
internal sealed unsafe class CancellationDescriptor : IDisposable
{
    private readonly CancellationTokenRegistration _registration;

    internal CancellationDescriptor(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return;
        }

        Descriptor = Posix.MakeEvent(0, Posix.OpenCloseOnExec | Posix.OpenNonBlocking);
        if (Descriptor < 0)
        {
            throw PlatformError.From(DirectoryHandle.LastError(), "eventfd");
        }

        _registration = cancellationToken.UnsafeRegister(static state => ((CancellationDescriptor)state!).Set(), this);
    }

    internal int Descriptor { get; } = -1;

    public void Dispose()
    {
        // Waits for a callback that runs, so that it does not write to a descriptor that is closed.
        _registration.Dispose();
        ChildStart.Close(Descriptor);
    }

    private void Set()
    {
        var one = 1UL;
        _ = Posix.Write(Descriptor, (byte*)&one, sizeof(ulong));
    }
}
