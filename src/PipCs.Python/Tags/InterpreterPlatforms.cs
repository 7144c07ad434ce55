using System.Globalization;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tags;

/// <summary>The platform part of tags, best first, as <c>packaging.tags.platform_tags()</c> orders it.</summary>
internal static class InterpreterPlatforms
{
    internal static List<string> From(InterpreterFacts facts)
    {
        var platforms = facts.Get(Fact.PlatformSystem) switch
        {
            "Darwin" => MacPlatforms.From(Pair(facts.Get(Fact.MacVersion)), MacArchitecture(facts)),
            "Linux" => LinuxPlatforms.From(facts),
            "iOS" => Ios(Pair(facts.Get(Fact.MobileVersion)), Normalize(facts.Get(Fact.MobileArchitecture))),
            "Android" => Android(facts),
            "Emscripten" => Emscripten(facts),
            _ => [Normalize(facts.Get(Fact.Platform))],
        };
        for (var index = 0; index < platforms.Count; index++)
        {
            platforms[index] = platforms[index].ToLowerInvariant();
        }

        return platforms;
    }

    /// <summary>A platform's name as tags spell it.</summary>
    internal static string Normalize(string text) => text.Replace('.', '_').Replace('-', '_').Replace(' ', '_');

    private static string MacArchitecture(InterpreterFacts facts)
    {
        var architecture = facts.Get(Fact.MacArchitecture);
        return !facts.GetBytes(Fact.PointerBits).SequenceEqual("32"u8) ? architecture
            : architecture.StartsWith("ppc", StringComparison.Ordinal) ? "ppc"
            : "i386";
    }

    internal static List<string> Ios((int Major, int Minor) version, string architecture)
    {
        var platforms = new List<string>();
        if (version.Major < 12)
        {
            return platforms;
        }

        for (var minor = version.Minor; minor >= 0; minor--)
        {
            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"ios_{version.Major}_{minor}_{architecture}"));
        }

        for (var major = version.Major - 1; major > 11; major--)
        {
            for (var minor = 9; minor >= 0; minor--)
            {
                platforms.Add(string.Create(CultureInfo.InvariantCulture, $"ios_{major}_{minor}_{architecture}"));
            }
        }

        return platforms;
    }

    private static List<string> Android(InterpreterFacts facts)
    {
        var platform = facts.Get(Fact.Platform);
        var abi = Normalize(platform[(platform.LastIndexOf('-') + 1)..]);
        _ = int.TryParse(facts.Get(Fact.MobileVersion), CultureInfo.InvariantCulture, out var level);
        return Android(level, abi);
    }

    internal static List<string> Android(int level, string abi)
    {
        var platforms = new List<string>();
        for (; level >= 16; level--)
        {
            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"android_{level}_{abi}"));
        }

        return platforms;
    }

    private static List<string> Emscripten(InterpreterFacts facts)
    {
        var platforms = new List<string>();
        if (facts.Get(Fact.EmscriptenVersion) is { Length: > 0 } version)
        {
            platforms.Add($"pyemscripten_{version}_wasm32");
        }

        platforms.Add(Normalize(facts.Get(Fact.Platform)));
        return platforms;
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
