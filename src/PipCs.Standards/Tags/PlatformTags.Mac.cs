using System.Globalization;

namespace PipCs.Standards.Tags;

public static partial class PlatformTags
{
    /// <summary>Those of macOS: each release down to the oldest, each with the binary formats that it runs on an architecture such as <c>arm64</c>.</summary>
    public static IReadOnlyList<string> Mac(int major, int minor, string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var platforms = new List<string>();
        if (major == 10)
        {
            for (int each = minor; each >= 0; each--)
            {
                Add(platforms, 10, each, Formats((10, each), architecture));
            }
        }

        // From 11 on, each yearly release is a major version.
        for (int each = major; each > 10; each--)
        {
            Add(platforms, each, 0, Formats((each, 0), architecture));
        }

        if (major >= 11)
        {
            // A universal2 binary may be marked with the release that its x86_64 part needs.
            for (int each = 16; each > 3; each--)
            {
                Add(platforms, 10, each, string.Equals(architecture, "x86_64", StringComparison.Ordinal) ? Formats((10, each), architecture) : ["universal2"]);
            }
        }

        return platforms;
    }

    /// <summary>The architecture of an interpreter on macOS: a program of 32 bits runs on a machine of 64, which the system then names.</summary>
    public static string MacArchitecture(string machine, bool is32Bit)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return !is32Bit ? machine : machine.StartsWith("ppc", StringComparison.Ordinal) ? "ppc" : "i386";
    }

    private static void Add(List<string> platforms, int major, int minor, List<string> formats)
    {
        foreach (string format in formats)
        {
            platforms.Add(string.Create(CultureInfo.InvariantCulture, $"macosx_{major}_{minor}_{format}"));
        }
    }

    private static List<string> Formats((int Major, int Minor) version, string architecture)
    {
        var formats = new List<string> { architecture };
        switch (architecture)
        {
            case "x86_64" when version.CompareTo((10, 4)) < 0:
            case "i386" when version.CompareTo((10, 4)) < 0:
            case "ppc64" when version.CompareTo((10, 5)) > 0 || version.CompareTo((10, 4)) < 0:
            case "ppc" when version.CompareTo((10, 6)) > 0:
                return [];
            case "x86_64":
                formats.AddRange(["intel", "fat64", "fat3"]);
                break;
            case "i386":
                formats.AddRange(["intel", "fat3", "fat"]);
                break;
            case "ppc64":
                formats.Add("fat64");
                break;
            case "ppc":
                formats.AddRange(["fat3", "fat"]);
                break;
        }

        if (architecture is "arm64" or "x86_64")
        {
            formats.Add("universal2");
        }

        if (architecture is "x86_64" or "i386" or "ppc64" or "ppc" or "intel")
        {
            formats.Add("universal");
        }

        return formats;
    }
}
