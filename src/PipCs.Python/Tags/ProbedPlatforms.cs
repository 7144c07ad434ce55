using System.Globalization;
using PipCs.Python.Interpreters;
using PipCs.Standards.Tags;

namespace PipCs.Python.Tags;

/// <summary>The platforms of the system that an interpreter runs on, best first, as <c>packaging.tags.platform_tags()</c> gives them.</summary>
internal static class ProbedPlatforms
{
    internal static List<string> From(InterpreterFacts facts)
    {
        var platforms = facts.Get(Fact.PlatformSystem) switch
        {
            "Darwin" => Mac(facts),
            "Linux" => PlatformTags.Linux(Linux(facts)),
            "iOS" => Ios(facts),
            "Android" => Android(facts),
            "Emscripten" => PlatformTags.Emscripten(facts.Get(Fact.Platform), facts.Get(Fact.EmscriptenVersion)),
            _ => PlatformTags.Generic(facts.Get(Fact.Platform)),
        };
        return [.. platforms.Select(static platform => platform.ToLowerInvariant())];
    }

    private static bool Is32Bit(InterpreterFacts facts) => facts.GetBytes(Fact.PointerBits).SequenceEqual("32"u8);

    private static IReadOnlyList<string> Mac(InterpreterFacts facts)
    {
        var (major, minor) = Pair(facts.Get(Fact.MacVersion));
        return PlatformTags.Mac(major, minor, PlatformTags.MacArchitecture(facts.Get(Fact.MacArchitecture), Is32Bit(facts)));
    }

    private static IReadOnlyList<string> Ios(InterpreterFacts facts)
    {
        var (major, minor) = Pair(facts.Get(Fact.MobileVersion));
        return PlatformTags.Ios(major, minor, facts.Get(Fact.MobileArchitecture));
    }

    private static IReadOnlyList<string> Android(InterpreterFacts facts)
    {
        var platform = facts.Get(Fact.Platform);
        _ = int.TryParse(facts.Get(Fact.MobileVersion), CultureInfo.InvariantCulture, out var level);
        return PlatformTags.Android(level, platform[(platform.LastIndexOf('-') + 1)..]);
    }

    private static LinuxSystem Linux(InterpreterFacts facts)
    {
        var refused = facts.GetList(Fact.RefusedManylinux);
        return new LinuxSystem
        {
            Platform = facts.Get(Fact.Platform),
            Is32Bit = Is32Bit(facts),
            ExecutableHeader = Convert.FromHexString(facts.Get(Fact.ElfHeader)),
            Glibc = LinuxSystem.ParseVersion(facts.Get(Fact.GlibcVersion)),
            Musl = LinuxSystem.ParseMusl(facts.Get(Fact.MuslOutput)),
            Refuses = refused.Length == 0
                ? null
                : (major, minor, architecture) => Array.IndexOf(refused, string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{architecture}")) >= 0,
        };
    }

    private static (int Major, int Minor) Pair(string version)
    {
        var parts = version.Split('.');
        _ = int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major);
        var minor = 0;
        _ = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out minor);
        return (major, minor);
    }
}
