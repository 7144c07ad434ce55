namespace PipCs.Cli.Completion;

/// <summary>Lists the paths that begin with the typed text.</summary>
internal static class PathCompletion
{
    /// <summary>Lists them; folders end with a slash.</summary>
    /// <param name="current">The typed text.</param>
    /// <param name="kind"><c>dir</c> for folders only, any other text for files too.</param>
    internal static IEnumerable<string> List(string current, string kind)
    {
        var slash = current.LastIndexOf('/') + 1;
        var folder = current[..slash];
        var name = current[slash..];
        IEnumerable<FileSystemInfo> entries;
        try
        {
            entries = new DirectoryInfo(folder.Length == 0 ? "." : folder).GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var entry in entries)
        {
            if (!entry.Name.StartsWith(name, StringComparison.Ordinal))
            {
                continue;
            }

            if (Directory.Exists(entry.FullName))
            {
                yield return $"{folder}{entry.Name}/";
            }
            else if (kind != "dir" && File.Exists(entry.FullName))
            {
                yield return folder + entry.Name;
            }
        }
    }
}
