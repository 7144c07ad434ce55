using System.Runtime.InteropServices;
using System.Text;

namespace PipCs.Platform;

/// <summary>The user, group, terminal, signals and variables of this process.</summary>
public static unsafe class ProcessIdentity
{
    /// <summary>The effective user's number; 0 is root.</summary>
    public static uint EffectiveUserId => Posix.EffectiveUser();

    /// <summary>The path that the system was asked to run (<c>AT_EXECFN</c>), as it was given, with links unresolved; null where the system does not provide it.</summary>
    public static string? ExecutedPath
    {
        get
        {
            const nuint ExecutedFileName = 31;
            var text = (byte*)Posix.GetAuxiliaryValue(ExecutedFileName);
            return text == null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        }
    }

    /// <summary>The number of the group that owns the files which this process makes.</summary>
    public static uint EffectiveGroupId => Posix.EffectiveGroup();

    /// <summary>Whether standard input (0), output (1) or error (2) is a terminal.</summary>
    public static bool IsTerminal(int descriptor) => Posix.IsTerminal(descriptor) == 1;

    /// <summary>Whether this process runs in the background of a terminal, where it must not draw over the prompt of the shell.</summary>
    public static bool IsInBackground(int descriptor) => Posix.GetForegroundGroup(descriptor) is > 0 and var group && group != Posix.GetProcessGroup();

    /// <summary>Stops this process as Ctrl-Z does, until the shell continues it (SIGSTOP).</summary>
    public static void Stop() => _ = Posix.Raise(OperatingSystem.IsMacOS() ? 17 : 19);

    /// <summary>The process's umask. Read once at start, before other threads make files, because it can only be read by setting it.</summary>
    public static int ReadUmask()
    {
        var mask = Posix.SetUmask(0x12);
        _ = Posix.SetUmask(mask);
        return (int)mask;
    }

    /// <summary>Writes bytes to standard output (1) or error (2), or another descriptor, without a stream in between.</summary>
    public static Errno Write(int descriptor, ReadOnlySpan<byte> content) => DirectoryHandle.WriteAll(descriptor, content);

    /// <summary>Reads the available bytes from standard input (0) or another descriptor; 0 at its end or after an error.</summary>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return (int)nint.Max(0, Posix.Read(descriptor, pointer, (nuint)buffer.Length));
        }
    }

    /// <summary>The number of columns of the terminal behind a descriptor; 0 where it is no terminal.</summary>
    public static int ReadTerminalWidth(int descriptor)
    {
        var size = stackalloc ushort[4];
        return Posix.Control(descriptor, Posix.WindowSizeRequest, (nint)size) == 0 ? size[1] : 0;
    }

    /// <summary>Ignores SIGPIPE and SIGXFSZ, so that a write to a pipe without a reader, or past the allowed size of a file, fails instead of ending the process.</summary>
    public static void IgnoreWriteSignals()
    {
        Posix.SetSignalAction(Posix.SignalPipe, 1);
        Posix.SetSignalAction(Posix.SignalFileSize, 1);
    }

    /// <summary>Resets SIGCHLD. A parent that ignores it passes this on, and then this process could not read the exit codes of its children.</summary>
    public static void AwaitChildren() => Posix.SetSignalAction(Posix.SignalChild, 0);

    /// <summary>The environment variables whose names begin with the prefix: the rest of each name, and the value.</summary>
    public static IReadOnlyList<(string Name, string Value)> ListVariables(ReadOnlySpan<byte> prefix)
    {
        List<(string, string)> result = [];
        for (var entry = Posix.GetVariables(); *entry != null; entry++)
        {
            var variable = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*entry);
            var equals = variable.IndexOf((byte)'=');
            if (equals >= prefix.Length && variable.StartsWith(prefix))
            {
                result.Add((Encoding.UTF8.GetString(variable[prefix.Length..equals]), Encoding.UTF8.GetString(variable[(equals + 1)..])));
            }
        }

        return result;
    }
}
