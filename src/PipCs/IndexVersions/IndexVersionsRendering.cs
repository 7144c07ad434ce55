using System.Text;
using PipCs.Standards.Text;

namespace PipCs.IndexVersions;

/// <summary>The texts of <c>pip index versions</c>, without a newline at their end.</summary>
public static class IndexVersionsRendering
{
    /// <summary>The lines without <c>--json</c>.</summary>
    public static string Lines(IndexVersionsResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var latest = result.Versions[0];
        var text = new StringBuilder($"{result.Query} ({latest})\nAvailable versions: ").AppendJoin(", ", result.Versions);
        if (result.Installed is { } installed)
        {
            InstalledLines.Append(text, installed.Version.ToString(), latest.ToString(), latest.IsPrerelease && !latest.IsDevrelease);
        }

        return text.ToString();
    }

    /// <summary>One line of JSON, as Python's <c>json.dumps</c> writes it.</summary>
    public static string Json(IndexVersionsResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var json = new PythonJsonWriter().BeginObject().Member("name", result.Query).BeginArray("versions");
        foreach (var version in result.Versions)
        {
            json.Element(version.ToString());
        }

        json.End().Member("latest", result.Versions[0].ToString());
        if (result.Installed is { } installed)
        {
            json.Member("installed_version", installed.Version.ToString());
        }

        return json.End().ToString();
    }
}
