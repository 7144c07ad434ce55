namespace PipCs.Index.Http;

/// <summary>The Linux distribution of this machine, from its <c>os-release</c> file (freedesktop.org's os-release).</summary>
/// <param name="Name">Such as <c>Debian GNU/Linux</c>; empty where the file lacks it.</param>
/// <param name="Version">Such as <c>12</c>; empty where the file lacks it.</param>
/// <param name="CodeName">Such as <c>bookworm</c>; empty where the file lacks it.</param>
internal sealed record LinuxDistribution(string Name, string Version, string CodeName)
{
    private static readonly string[] Places = ["/etc/os-release", "/usr/lib/os-release"];

    internal static LinuxDistribution Read()
    {
        foreach (var place in Places)
        {
            try
            {
                if (File.Exists(place))
                {
                    return Parse(File.ReadAllText(place));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // As without the file.
            }
        }

        return Parse("");
    }

    internal static LinuxDistribution Parse(string text)
    {
        string name = "", version = "", codeName = "", described = "";
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : line[(equals + 1)..].Trim().Trim('"', '\'');
            switch (equals < 0 ? "" : line[..equals].Trim())
            {
                case "NAME":
                    name = value;
                    break;
                case "VERSION_ID":
                    version = value;
                    break;
                case "VERSION_CODENAME":
                    codeName = value;
                    break;
                case "UBUNTU_CODENAME" when codeName.Length == 0:
                    codeName = value;
                    break;
                case "VERSION":
                    described = value;
                    break;
            }
        }

        // Older files have it only in the version: 7 (wheezy).
        if (codeName.Length == 0 && described.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open && described.IndexOf(')', open) is > 0 and var close)
        {
            codeName = described[(open + 1)..close];
        }

        return new(name, version, codeName);
    }
}
