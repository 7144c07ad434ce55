using System.Buffers.Binary;
using System.Globalization;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tags;

/// <summary>The platform tags of Linux: the native one, then manylinux (PEP 600, its older names included), then musllinux (PEP 656).</summary>
internal static class LinuxPlatforms
{
    // The last minor version that a superseded major version of glibc is taken to have had.
    private const int LastMinor = 50;

    internal static List<string> From(InterpreterFacts facts)
    {
        var linux = InterpreterPlatforms.Normalize(facts.Get(Fact.Platform));
        if (!linux.StartsWith("linux_", StringComparison.Ordinal))
        {
            return [linux];
        }

        if (facts.GetBytes(Fact.PointerBits).SequenceEqual("32"u8))
        {
            linux = linux switch { "linux_x86_64" => "linux_i686", "linux_aarch64" => "linux_armv8l", _ => linux };
        }

        var architecture = linux["linux_".Length..];
        string[] architectures = string.Equals(architecture, "armv8l", StringComparison.Ordinal) ? ["armv8l", "armv7l"] : [architecture];
        var platforms = new List<string>(64);
        foreach (var each in architectures)
        {
            platforms.Add("linux_" + each);
        }

        AddManylinux(platforms, facts, architectures);
        AddMusllinux(platforms, facts, architectures);
        return platforms;
    }

    private static void AddManylinux(List<string> platforms, InterpreterFacts facts, string[] architectures)
    {
        if (!HasKnownAbi(facts, architectures) || !TryReadVersion(facts.Get(Fact.GlibcVersion), out var major, out var minor))
        {
            return;
        }

        var oldestMinor = architectures.AsSpan().IndexOfAny("x86_64", "i686") >= 0 ? 5 : 17;
        var refused = facts.GetList(Fact.RefusedManylinux);
        foreach (var architecture in architectures)
        {
            for (var eachMajor = major; eachMajor > 1; eachMajor--)
            {
                var least = eachMajor == 2 ? oldestMinor : 0;
                for (var each = eachMajor == major ? minor : LastMinor; each >= least; each--)
                {
                    if (Array.IndexOf(refused, string.Create(CultureInfo.InvariantCulture, $"{eachMajor}.{each}.{architecture}")) >= 0)
                    {
                        continue;
                    }

                    platforms.Add(string.Create(CultureInfo.InvariantCulture, $"manylinux_{eachMajor}_{each}_{architecture}"));
                    var older = (eachMajor, each) switch { (2, 17) => "manylinux2014_", (2, 12) => "manylinux2010_", (2, 5) => "manylinux1_", _ => null };
                    if (older is not null)
                    {
                        platforms.Add(older + architecture);
                    }
                }
            }
        }
    }

    private static void AddMusllinux(List<string> platforms, InterpreterFacts facts, string[] architectures)
    {
        if (TryReadVersion(facts.Get(Fact.MuslVersion), out var major, out var minor))
        {
            foreach (var architecture in architectures)
            {
                for (var each = minor; each >= 0; each--)
                {
                    platforms.Add(string.Create(CultureInfo.InvariantCulture, $"musllinux_{major}_{each}_{architecture}"));
                }
            }
        }
    }

    // Manylinux is for the hard-float ARM and 32-bit x86 ABIs where those are the architecture, which the executable's header tells.
    private static bool HasKnownAbi(InterpreterFacts facts, string[] architectures)
    {
        if (Array.IndexOf(architectures, "armv7l") >= 0)
        {
            const uint AbiMask = 0xFF000000;
            const uint AbiVersion5 = 0x05000000;
            const uint HardFloat = 0x00000400;
            return TryReadElf32(facts, out var machine, out var flags) && machine == 40 && (flags & AbiMask) == AbiVersion5 && (flags & HardFloat) != 0;
        }

        if (Array.IndexOf(architectures, "i686") >= 0)
        {
            return TryReadElf32(facts, out var machine, out _) && machine == 3;
        }

        foreach (var architecture in architectures)
        {
            if (architecture is "x86_64" or "aarch64" or "ppc64" or "ppc64le" or "s390x" or "loongarch64" or "riscv64")
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadElf32(InterpreterFacts facts, out int machine, out uint flags)
    {
        var header = Convert.FromHexString(facts.Get(Fact.ElfHeader));
        if (header.Length < 52 || header[4] != 1 || header[5] != 1)
        {
            machine = 0;
            flags = 0;
            return false;
        }

        machine = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18));
        flags = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(36));
        return true;
    }

    // The two leading numbers; whatever follows is a distributor's ("2.20-2014.11").
    private static bool TryReadVersion(string text, out int major, out int minor)
    {
        minor = 0;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (!int.TryParse(text.AsSpan(0, Math.Max(dot, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out major))
        {
            return false;
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return int.TryParse(text.AsSpan(dot + 1, end - dot - 1), NumberStyles.None, CultureInfo.InvariantCulture, out minor);
    }
}
