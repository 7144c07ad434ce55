using System.Globalization;
using System.Text.RegularExpressions;
using PipCs.Standards.Tags;

namespace PipCs.Python.Tags;

/// <summary>Expands a named platform to itself and the older ones whose wheels it supports, as pip does for <c>--platform</c>.</summary>
internal static partial class TargetPlatforms
{
    internal static List<string> Expand(IReadOnlyList<string> given)
    {
        var result = new List<string>();
        foreach (var platform in given)
        {
            if (result.Contains(platform))
            {
                continue;
            }

            var known = result.Count;
            foreach (var one in Expand(platform))
            {
                if (result.IndexOf(one, 0, known) < 0)
                {
                    result.Add(one);
                }
            }
        }

        return result;
    }

    private static IEnumerable<string> Expand(string platform)
    {
        if (platform.StartsWith("macosx", StringComparison.Ordinal))
        {
            return ExpandApple(platform, "macosx_", PlatformTags.Mac);
        }

        if (platform.StartsWith("ios", StringComparison.Ordinal))
        {
            return ExpandApple(platform, "ios_", PlatformTags.Ios);
        }

        if (Android().Match(platform) is { Success: true } android)
        {
            return PlatformTags.Android(Number(android.Groups[1]), android.Groups[2].Value).Select(static platform => platform.ToLowerInvariant());
        }

        var underscore = platform.IndexOf('_', StringComparison.Ordinal);
        var architecture = underscore < 0 ? "" : platform[underscore..];
        return (underscore < 0 ? platform : platform[..underscore]) switch
        {
            "manylinux2014" when architecture is "_i686" or "_x86_64" => [platform, "manylinux2010" + architecture, "manylinux1" + architecture],
            "manylinux2010" => [platform, "manylinux1" + architecture],
            _ => [platform],
        };
    }

    private static IEnumerable<string> ExpandApple(string platform, string prefix, Func<int, int, string, IReadOnlyList<string>> platforms)
    {
        var match = Apple().Match(platform);
        return match.Success
            ? platforms(Number(match.Groups[2]), Number(match.Groups[3]), match.Groups[4].Value).Select(one => $"{match.Groups[1].Value}_{one[prefix.Length..]}")
            : [platform];
    }

    private static int Number(Group digits) => int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex("^(.+)_([0-9]+)_([0-9]+)_(.+)")]
    private static partial Regex Apple();

    [GeneratedRegex("^android_([0-9]+)_(.+)$")]
    private static partial Regex Android();
}
