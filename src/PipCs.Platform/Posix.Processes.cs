using System.Runtime.InteropServices;

namespace PipCs.Platform;

internal static unsafe partial class Posix
{
    internal const int SignalHangup = 1;
    internal const int SignalInterrupt = 2;
    internal const int SignalQuit = 3;
    internal const int SignalKill = 9;
    internal const int SignalPipe = 13;
    internal const int SignalTerminate = 15;
    internal const int SignalChild = 17;
    internal const int SignalFileSize = 25;
    internal const int WaitNoHang = 1;
    internal const int WaitExited = 4;
    internal const int WaitKeep = 0x1000000; // WNOWAIT
    internal const int WaitForProcess = 1; // P_PID
    internal const int SetStatusFlags = 4; // F_SETFL
    internal const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC
    internal const short PollInput = 1;
    internal const short PollOutput = 4;
    internal const short SpawnProcessGroup = 2;
    internal const short SpawnSignalDefaults = 4;

    /// <summary>Holds <c>posix_spawnattr_t</c> (336 bytes) or <c>posix_spawn_file_actions_t</c> (80 bytes) of glibc and musl.</summary>
    internal const int SpawnStructureSize = 512;

    /// <summary>The size of <c>sigset_t</c>.</summary>
    internal const int SignalSetSize = 128;

    /// <summary>pidfd_open; its number is the same on every architecture, and older C libraries have no function for it.</summary>
    internal const nint OpenProcessNumber = 434;

    [LibraryImport(Libc, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int MakePipe(int* descriptors, int flags);

    [LibraryImport(Libc, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int MakeEvent(uint value, int flags);

    [LibraryImport(Libc, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int ControlFile(int descriptor, int command, nint argument);

    [LibraryImport(Libc, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport(Libc, EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int Wait(int process, int* status, int options);

    /// <summary>Takes <c>siginfo_t</c>, of 128 bytes.</summary>
    [LibraryImport(Libc, EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitFor(int kind, uint process, int* information, int options);

    [LibraryImport(Libc, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport(Libc, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport(Libc, EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* process, byte* path, byte* actions, byte* attributes, byte** arguments, byte** variables);

    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_init")]
    internal static partial int InitializeSpawnAttributes(byte* attributes);

    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int DestroySpawnAttributes(byte* attributes);

    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SetSpawnFlags(byte* attributes, short flags);

    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setpgroup")]
    internal static partial int SetSpawnGroup(byte* attributes, int group);

    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SetSpawnSignalDefaults(byte* attributes, byte* signals);

    [LibraryImport(Libc, EntryPoint = "sigemptyset")]
    internal static partial int EmptySignalSet(byte* signals);

    [LibraryImport(Libc, EntryPoint = "sigaddset")]
    internal static partial int AddToSignalSet(byte* signals, int signal);

    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitializeSpawnActions(byte* actions);

    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int DestroySpawnActions(byte* actions);

    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int AddSpawnDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static partial int AddSpawnOpen(byte* actions, int target, byte* path, int flags, uint mode);

    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int AddSpawnDirectory(byte* actions, byte* path);

    /// <summary>A descriptor to watch; a negative one is not.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Requested;
        internal short Returned;
    }
}
