using System.Runtime.InteropServices;

namespace PipCs.Platform;

/// <summary>The calls of the C library, as they are. Linux, glibc and musl.</summary>
internal static unsafe partial class Posix
{
    internal const int CurrentDirectory = -100; // AT_FDCWD
    internal const int OpenReadOnly = 0;
    internal const int OpenWriteOnly = 1;
    internal const int OpenReadWrite = 2;
    internal const int OpenCreate = 0x40;
    internal const int OpenExclusive = 0x80;
    internal const int OpenTruncate = 0x200;
    internal const int OpenAppend = 0x400;
    internal const int OpenNonBlocking = 0x800;
    internal static readonly int OpenDirectory = IsArm ? 0x4000 : 0x10000;
    internal static readonly int OpenNoFollow = IsArm ? 0x8000 : 0x20000;
    internal const int OpenCloseOnExec = 0x80000;
    internal const int AtSymlinkNoFollow = 0x100;
    internal const int AtRemoveDirectory = 0x200;
    internal const int AtEmptyPath = 0x1000;
    internal const uint StatxBasic = 0x7ff;
    internal const nuint CloneRequest = 0x40049409; // FICLONE
    internal const nuint WindowSizeRequest = 0x5413; // TIOCGWINSZ
    internal const int LockExclusive = 2;
    internal const int LockShared = 1;
    internal const int LockNonBlocking = 4;
    internal const int LockRelease = 8;

    private const string Libc = "libc";

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [LibraryImport(Libc, EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport(Libc, EntryPoint = "setenv")]
    internal static partial int SetEnvironment(byte* name, byte* value, int overwrite);

    [LibraryImport(Libc, EntryPoint = "getauxval")]
    internal static partial nuint GetAuxiliaryValue(nuint type);

    [LibraryImport(Libc, EntryPoint = "tcgetattr")]
    internal static partial int GetTerminal(int descriptor, byte* state);

    [LibraryImport(Libc, EntryPoint = "tcsetattr")]
    internal static partial int SetTerminal(int descriptor, int when, byte* state);

    [LibraryImport(Libc, EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport(Libc, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeDirectoryAt(int directory, byte* path, uint mode);

    [LibraryImport(Libc, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath, int flags);

    [LibraryImport(Libc, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int SymlinkAt(byte* target, int directory, byte* path);

    [LibraryImport(Libc, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nuint size);

    [LibraryImport(Libc, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath);

    [LibraryImport(Libc, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(int directory, byte* path, int flags);

    /// <summary>Takes two times as struct timespec: of reading, of writing.</summary>
    [LibraryImport(Libc, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int UtimensAt(int directory, byte* path, long* times, int flags);

    [LibraryImport(Libc, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

    [LibraryImport(Libc, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDirectoryEntries(int descriptor, byte* buffer, nuint size);

    [LibraryImport(Libc, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int descriptor, long offset, int origin);

    [LibraryImport(Libc, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Libc, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport(Libc, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Libc, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Libc, EntryPoint = "fchmodat", SetLastError = true)]
    internal static partial int ChangeModeAt(int directory, byte* path, uint mode, int flags);

    [LibraryImport(Libc, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int ChangeOwnerAt(int directory, byte* path, uint user, uint group, int flags);

    [LibraryImport(Libc, EntryPoint = "futimens", SetLastError = true)]
    internal static partial int SetTimes(int descriptor, TimeSpecification* times);

    [LibraryImport(Libc, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, nint argument);

    [LibraryImport(Libc, EntryPoint = "copy_file_range", SetLastError = true)]
    internal static partial nint CopyFileRange(int source, long* sourceOffset, int destination, long* destinationOffset, nuint length, uint flags);

    [LibraryImport(Libc, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport(Libc, EntryPoint = "faccessat", SetLastError = true)]
    internal static partial int AccessAt(int directory, byte* path, int mode, int flags);

    [LibraryImport(Libc, EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport(Libc, EntryPoint = "getegid")]
    internal static partial uint EffectiveGroup();

    /// <summary>For <see cref="AdviseMemory"/>: MADV_HUGEPAGE.</summary>
    internal const int UseHugePages = 14;

    [LibraryImport(Libc, EntryPoint = "madvise")]
    internal static partial int AdviseMemory(byte* start, nuint length, int advice);

    [LibraryImport(Libc, EntryPoint = "umask")]
    internal static partial uint SetUmask(uint mask);

    [LibraryImport(Libc, EntryPoint = "signal")]
    internal static partial nint SetSignalAction(int signal, nint action);

    // The runtime's own library hands out "environ", which is a variable and cannot be imported.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEnviron")]
    internal static partial byte** GetVariables();

    [LibraryImport(Libc, EntryPoint = "isatty")]
    internal static partial int IsTerminal(int descriptor);

    [LibraryImport(Libc, EntryPoint = "tcgetpgrp")]
    internal static partial int GetForegroundGroup(int descriptor);

    [LibraryImport(Libc, EntryPoint = "raise")]
    internal static partial int Raise(int signal);

    [LibraryImport(Libc, EntryPoint = "getpgrp")]
    internal static partial int GetProcessGroup();

    [LibraryImport(Libc, EntryPoint = "realpath", SetLastError = true)]
    internal static partial byte* RealPath(byte* path, byte* resolved);

    [LibraryImport(Libc, EntryPoint = "uname")]
    internal static partial int SystemName(byte* buffer);

    [LibraryImport(Libc, EntryPoint = "confstr")]
    internal static partial nuint ConfigurationText(int name, byte* buffer, nuint size);

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpecification
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct StatxTime
    {
        internal long Seconds;
        internal uint Nanoseconds;
        internal int Reserved;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal struct StatxBuffer
    {
        internal uint Mask;
        internal uint BlockSize;
        internal ulong Attributes;
        internal uint LinkCount;
        internal uint UserId;
        internal uint GroupId;
        internal ushort Mode;
        internal ushort Padding;
        internal ulong Inode;
        internal ulong Size;
        internal ulong Blocks;
        internal ulong AttributesMask;
        internal StatxTime AccessTime;
        internal StatxTime BirthTime;
        internal StatxTime ChangeTime;
        internal StatxTime ModificationTime;
        internal uint DeviceOfSpecialMajor;
        internal uint DeviceOfSpecialMinor;
        internal uint DeviceMajor;
        internal uint DeviceMinor;
    }
}
