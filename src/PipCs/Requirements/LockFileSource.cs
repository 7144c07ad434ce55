using PipCs.Standards.LockFiles;
using PipCs.Standards.Projects;

namespace PipCs.Requirements;

/// <summary>A lock file with the extras and groups that the command line chooses from it.</summary>
internal sealed class LockFileSource(string file)
{
    /// <summary>The path or URL as it was given, without extras.</summary>
    internal string File => file;

    /// <summary>The extras that were asked for: <c>-r pylock.toml[extra]</c>.</summary>
    internal HashSet<string> Extras { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups that were asked for: <c>--group pylock.toml:group</c>.</summary>
    internal HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the file's default groups are chosen too: where <c>-r</c> names it.</summary>
    internal bool IncludesDefaultGroups { get; set; }

    /// <summary>Whether a path or URL, which may end in extras, is that of a lock file.</summary>
    internal static bool Matches(string text)
    {
        var (path, _) = RequirementText.StripExtras(text);
        return LockFile.IsFileName(LinkUrl.IsDocument(path) ? path.Split('?', '#')[0].Split('/')[^1] : Path.GetFileName(path));
    }
}
