using PipCs.Standards.Projects;

namespace PipCs.Cli.Text;

/// <summary>Paths as pip shows them: relative to the working folder for paths below it.</summary>
internal static class DisplayPath
{
    /// <summary>The path to show for a path or <c>file:</c> URL.</summary>
    internal static string Of(string pathOrUrl)
    {
        var path = LinkUrl.ToPath(pathOrUrl) ?? pathOrUrl;
        var here = Environment.CurrentDirectory;
        return path.StartsWith(here + "/", StringComparison.Ordinal) ? "./" + path[(here.Length + 1)..] : path;
    }
}
