using System.Globalization;

namespace PipCs.Python.Tags;

/// <summary>The platform tags of macOS: every release down to the oldest, each with the binary formats that it runs.</summary>
internal static class MacPlatforms
{
    internal static List<string> From((int Major, int Minor) version, string architecture)
    {
        var platforms = new List<string>();
        if (version.Major == 10)
        {
            for (var minor = version.Minor; minor >= 0; minor--)
            {
                Add(platforms, 10, minor, Formats((10, minor), architecture));
            }
        }

        // From 11 on, each yearly release is a major version.
        for (var major = version.Major; major > 10; major--)
        {
            Add(platforms, major, 0, Formats((major, 0), architecture));
        }

        if (version.Major >= 11)
        {
            // A universal2 binary may be marked with the release that its x86_64 part needs.
            for (var minor = 16; minor > 3; minor--)
            {
                Add(platforms, 10, minor, string.Equals(architecture, "x86_64", StringComparison.Ordinal) ? Formats((10, minor), architecture) : ["universal2"]);
            }
        }

        return platforms;
    }

    private static void Add(List<string> platforms, int major, int minor, List<string> formats)
    {
        foreach (var format in formats)
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
