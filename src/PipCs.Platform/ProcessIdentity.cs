namespace PipCs.Platform;

/// <summary>Who this process is and what it is connected to.</summary>
public static class ProcessIdentity
{
    /// <summary>The effective user's number; 0 is root.</summary>
    public static uint EffectiveUserId => Posix.EffectiveUser();

    /// <summary>Whether standard input (0), output (1) or error (2) is a terminal.</summary>
    public static bool IsTerminal(int descriptor) => Posix.IsTerminal(descriptor) == 1;

    /// <summary>The process's umask. Read once at start, before other threads make files: the system can only tell it by setting it.</summary>
    public static int ReadUmask()
    {
        var mask = Posix.SetUmask(0x12);
        _ = Posix.SetUmask(mask);
        return (int)mask;
    }

    /// <summary>Writes bytes to standard output (1) or error (2), or another descriptor, without a stream in between.</summary>
    public static Errno Write(int descriptor, ReadOnlySpan<byte> content) => DirectoryHandle.WriteAll(descriptor, content);
}
