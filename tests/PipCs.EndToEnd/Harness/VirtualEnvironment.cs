namespace PipCs.EndToEnd.Harness;

/// <summary>
/// A virtual environment as <c>python -m venv --without-pip</c> makes it: made once, and written out for each test
/// with the paths of its own, which takes a hundredth of the time.
/// </summary>
internal static class VirtualEnvironment
{
    private static readonly Lazy<(string Path, List<Entry> Entries)> s_pattern = new(Make);

    public static void Write(string path)
    {
        var (patternPath, entries) = s_pattern.Value;
        Directory.CreateDirectory(path);
        foreach (var (name, target, text) in entries)
        {
            var entry = Path.Join(path, name);
            if (target is not null)
            {
                File.CreateSymbolicLink(entry, target);
            }
            else if (text is not null)
            {
                File.WriteAllText(entry, text.Replace(patternPath, path, StringComparison.Ordinal));
            }
            else
            {
                Directory.CreateDirectory(entry);
            }
        }
    }

    private static (string Path, List<Entry> Entries) Make()
    {
        var folder = Directory.CreateTempSubdirectory("pipcs-e2e-");
        try
        {
            var path = Path.Join(folder.FullName, "venv");
            ProgramRun.Start(Binary.Python, ["-m", "venv", "--without-pip", path]).Wait().MustSucceed();
            var entries = new List<Entry>();
            Read(new DirectoryInfo(path), "", entries);
            return (path, entries);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static void Read(DirectoryInfo folder, string prefix, List<Entry> entries)
    {
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + info.Name;
            if (info.LinkTarget is { } target)
            {
                entries.Add(new Entry(name, target, null));
            }
            else if (info is DirectoryInfo inner)
            {
                entries.Add(new Entry(name, null, null));
                Read(inner, name + "/", entries);
            }
            else
            {
                entries.Add(new Entry(name, null, File.ReadAllText(info.FullName)));
            }
        }
    }

    /// <summary>A link with its target, a file with its text, or, without either, a folder.</summary>
    private sealed record Entry(string Name, string? Target, string? Text);
}
