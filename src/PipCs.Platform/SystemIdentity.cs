using System.Runtime.InteropServices;
using System.Text;

namespace PipCs.Platform;

/// <summary>The values of <c>uname</c> for the running system.</summary>
/// <param name="Release">The kernel's release.</param>
/// <param name="Version">The kernel's build.</param>
/// <param name="Machine">The architecture, such as <c>x86_64</c>.</param>
public sealed unsafe record SystemIdentity(string Release, string Version, string Machine)
{
    private const int FieldSize = 65;

    /// <summary>Asks the kernel.</summary>
    public static SystemIdentity Read()
    {
        // struct utsname of Linux: six fields of 65 bytes, each ended by a zero byte.
        var buffer = stackalloc byte[6 * FieldSize];
        return Posix.SystemName(buffer) != 0
            ? new("", "", "")
            : new(Text(buffer + (2 * FieldSize)), Text(buffer + (3 * FieldSize)), Text(buffer + (4 * FieldSize)));
    }

    /// <summary>The C library with its version, such as <c>glibc 2.36</c>; empty where it cannot be found out (musl).</summary>
    public static string LibraryVersion()
    {
        const int LibraryVersionName = 2; // _CS_GNU_LIBC_VERSION
        var buffer = stackalloc byte[64];
        var length = (int)Posix.ConfigurationText(LibraryVersionName, buffer, 64);
        return length is <= 1 or > 64 ? "" : Encoding.UTF8.GetString(buffer, length - 1);
    }

    private static string Text(byte* field) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(field));
}
