using System.Buffers.Binary;
using System.Globalization;

namespace PipCs.Standards.Tags;

public static partial class PlatformTags
{
    // The last minor version that a superseded major version of glibc is taken to have had.
    private const int LastGlibcMinor = 50;

    /// <summary>Those of Linux: the native one, then manylinux (PEP 600, its older names included), then musllinux (PEP 656).</summary>
    public static IReadOnlyList<string> Linux(LinuxSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        string linux = Normalize(system.Platform);
        if (!linux.StartsWith("linux_", StringComparison.Ordinal))
        {
            return [linux];
        }

        if (system.Is32Bit)
        {
            linux = linux switch { "linux_x86_64" => "linux_i686", "linux_aarch64" => "linux_armv8l", _ => linux };
        }

        string architecture = linux["linux_".Length..];
        string[] architectures = string.Equals(architecture, "armv8l", StringComparison.Ordinal) ? ["armv8l", "armv7l"] : [architecture];
        var platforms = new List<string>(64);
        foreach (string each in architectures)
        {
            platforms.Add("linux_" + each);
        }

        AddManylinux(platforms, system, architectures);
        AddMusllinux(platforms, system, architectures);
        return platforms;
    }

    private static void AddManylinux(List<string> platforms, LinuxSystem system, string[] architectures)
    {
        if (system.Glibc is not { } glibc || !HasManylinuxAbi(system.ExecutableHeader.Span, architectures))
        {
            return;
        }

        int oldestMinor = architectures.AsSpan().IndexOfAny("x86_64", "i686") >= 0 ? 5 : 17;
        foreach (string architecture in architectures)
        {
            AddManylinux(platforms, system, architecture, glibc.Major, glibc.Minor, oldestMinor);
            for (int major = glibc.Major - 1; major > 1; major--)
            {
                AddManylinux(platforms, system, architecture, major, LastGlibcMinor, oldestMinor);
            }
        }
    }

    private static void AddManylinux(List<string> platforms, LinuxSystem system, string architecture, int major, int lastMinor, int oldestMinor)
    {
        int least = major == 2 ? oldestMinor : 0;
        for (int minor = lastMinor; minor >= least; minor--)
        {
            if (system.Refuses?.Invoke(major, minor, architecture) == true)
            {
                continue;
            }

            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"manylinux_{major}_{minor}_{architecture}"));
            string? older = (major, minor) switch { (2, 17) => "manylinux2014_", (2, 12) => "manylinux2010_", (2, 5) => "manylinux1_", _ => null };
            if (older is not null)
            {
                platforms.Add(older + architecture);
            }
        }
    }

    private static void AddMusllinux(List<string> platforms, LinuxSystem system, string[] architectures)
    {
        if (system.Musl is not { } musl)
        {
            return;
        }

        foreach (string architecture in architectures)
        {
            for (int minor = musl.Minor; minor >= 0; minor--)
            {
                platforms.Add(string.Create(CultureInfo.InvariantCulture, $"musllinux_{musl.Major}_{minor}_{architecture}"));
            }
        }
    }

    // Manylinux demands the hard-float ABI on 32-bit ARM and the i386 ABI on x86, which the executable's header shows.
    private static bool HasManylinuxAbi(ReadOnlySpan<byte> header, string[] architectures)
    {
        if (Array.IndexOf(architectures, "armv7l") >= 0)
        {
            const uint AbiMask = 0xFF000000;
            const uint AbiVersion5 = 0x05000000;
            const uint HardFloat = 0x00000400;
            return TryReadElf32(header, out int machine, out uint flags) && machine == 40 && (flags & AbiMask) == AbiVersion5 && (flags & HardFloat) != 0;
        }

        if (Array.IndexOf(architectures, "i686") >= 0)
        {
            return TryReadElf32(header, out int machine, out _) && machine == 3;
        }

        foreach (string architecture in architectures)
        {
            if (architecture is "x86_64" or "aarch64" or "ppc64" or "ppc64le" or "s390x" or "loongarch64" or "riscv64")
            {
                return true;
            }
        }

        return false;
    }

    // The machine and its flags in the header of a little-endian ELF file of 32 bits.
    private static bool TryReadElf32(ReadOnlySpan<byte> header, out int machine, out uint flags)
    {
        // As far as packaging reads: up to the number of program headers.
        const int HeaderSize = 46;
        if (header.Length < HeaderSize || !header.StartsWith("\u007fELF\u0001\u0001"u8))
        {
            machine = 0;
            flags = 0;
            return false;
        }

        machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        flags = BinaryPrimitives.ReadUInt32LittleEndian(header[36..]);
        return true;
    }
}
