using PipCs.Requirements;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.FileNames;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Freezing;

/// <summary>Finds the project that a line of a requirements file names; null where only a build could find its name.</summary>
internal static class RequirementName
{
    /// <summary>The project of a line that is no option.</summary>
    internal static string? OfLine(string line)
    {
        var location = RequirementText.SplitMarker(line, lineSource: "").Name;
        if (Requirement.TryParse(location, out var requirement, out var error))
        {
            return requirement.Name;
        }

        if (location.Contains("://", StringComparison.Ordinal) || LinkUrl.IsFile(location))
        {
            return OfEgg(location) ?? OfWheel(location);
        }

        if (location.EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
        {
            return OfWheel(location);
        }

        if (location.Contains('/', StringComparison.Ordinal) || location.StartsWith('.') || File.Exists(location))
        {
            return null;
        }

        throw Errors.InvalidRequirementLine(location, error);
    }

    /// <summary>The project of the text after <c>-e</c>.</summary>
    internal static string? OfEditable(string location)
    {
        if (Requirement.TryParse(location, out var requirement) && requirement.Url is not null)
        {
            return requirement.Name;
        }

        if (LinkUrl.IsFile(location))
        {
            return OfEgg(location);
        }

        if (Directory.Exists(location.Split('[')[0]))
        {
            return null;
        }

        return IsVersionControl(location) ? OfEgg(location) ?? throw Errors.UnnamedEditable(location) : throw Errors.InvalidEditable(location);
    }

    // "git+https://...", or "git://...", which stands for git+git.
    private static bool IsVersionControl(string location) => VersionControlNames.Of(location, "+:") is not null;

    // "#egg=name[extra]&subdirectory=x"
    private static string? OfEgg(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
        {
            return null;
        }

        foreach (var part in url[(hash + 1)..].Split('&'))
        {
            if (part.StartsWith("egg=", StringComparison.Ordinal))
            {
                var name = part["egg=".Length..].Split('[')[0].Trim();
                return name.Length == 0 ? null : name;
            }
        }

        return null;
    }

    private static string? OfWheel(string location)
    {
        var path = location.Split('#', '?')[0];
        return WheelFileName.TryParse(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]), out var wheel) ? wheel.Name : null;
    }
}
