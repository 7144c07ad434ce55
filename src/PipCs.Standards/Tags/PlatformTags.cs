using System.Globalization;

namespace PipCs.Standards.Tags;

/// <summary>
/// The platform parts of the tags that a system supports, best first, as <c>packaging.tags</c> orders them (Platform compatibility tags; PEP 513, 571, 599,
/// 600, 656, 730, 738, 783). The system is described by values; the running one is not examined.
/// </summary>
public static partial class PlatformTags
{
    /// <summary>A platform's name as tags spell it: <c>win-amd64</c> is <c>win_amd64</c>.</summary>
    public static string Normalize(string platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return platform.Replace('.', '_').Replace('-', '_').Replace(' ', '_');
    }

    /// <summary>The tags of a system that is compatible only with itself, such as Windows, by <c>sysconfig.get_platform()</c>.</summary>
    public static IReadOnlyList<string> Generic(string platform) => [Normalize(platform)];

    /// <summary>Those of iOS: each version down to 12.0, for an architecture with its SDK such as <c>arm64_iphoneos</c> (PEP 730).</summary>
    public static IReadOnlyList<string> Ios(int major, int minor, string multiarch)
    {
        ArgumentNullException.ThrowIfNull(multiarch);
        multiarch = multiarch.Replace('-', '_');
        var platforms = new List<string>();
        if (major < OldestIos)
        {
            return platforms;
        }

        platforms.Add(string.Create(CultureInfo.InvariantCulture, $"ios_{major}_{minor}_{multiarch}"));
        for (int lower = minor - 1; lower >= 0; lower--)
        {
            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"ios_{major}_{lower}_{multiarch}"));
        }

        for (int older = major - 1; older >= OldestIos; older--)
        {
            for (int each = LastIosMinor; each >= 0; each--)
            {
                platforms.Add(string.Create(CultureInfo.InvariantCulture, $"ios_{older}_{each}_{multiarch}"));
            }
        }

        return platforms;
    }

    /// <summary>Those of Android: each API level down to 16, for an ABI such as <c>arm64-v8a</c> (PEP 738).</summary>
    public static IReadOnlyList<string> Android(int level, string abi)
    {
        abi = Normalize(abi);
        var platforms = new List<string>();
        for (; level >= OldestAndroid; level--)
        {
            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"android_{level}_{abi}"));
        }

        return platforms;
    }

    /// <summary>Those of Emscripten, by <c>sysconfig.get_platform()</c> and, where the interpreter has one, PYEMSCRIPTEN_PLATFORM_VERSION (PEP 783).</summary>
    public static IReadOnlyList<string> Emscripten(string platform, string? version)
        => string.IsNullOrEmpty(version) ? Generic(platform) : [$"pyemscripten_{version}_wasm32", .. Generic(platform)];

    private const int OldestIos = 12;

    // No minor version of iOS went higher than 8 so far.
    private const int LastIosMinor = 9;

    private const int OldestAndroid = 16;
}
