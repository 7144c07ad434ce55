using PipCs.Cli.Text;

namespace PipCs.Cli.Commands;

/// <summary>pip's cache folder: HTTP responses in <c>http</c> and <c>http-v2</c>, wheels that were built in <c>wheels</c>.</summary>
internal sealed class PipCacheFolder(string path)
{
    /// <summary>The folder in which pip keeps HTTP responses since version 23.3.</summary>
    internal string Responses { get; } = Path.Join(path, "http-v2");

    /// <summary>The folder in which older pips kept HTTP responses.</summary>
    internal string OldResponses { get; } = Path.Join(path, "http");

    /// <summary>The folder of the wheels that were built from source.</summary>
    internal string Wheels { get; } = Path.Join(path, "wheels");

    /// <summary>A file that old pips left.</summary>
    internal string SelfCheck { get; } = Path.Join(path, "selfcheck.json");

    /// <summary>The files of all HTTP responses.</summary>
    internal List<string> FindResponses() => [.. FindFiles(OldResponses), .. FindFiles(Responses)];

    /// <summary>The wheels whose names match: a pattern with a hyphen gives name and version, one without the name alone.</summary>
    internal List<string> FindWheels(string pattern)
    {
        var glob = new GlobPattern(pattern + (pattern.Contains('-', StringComparison.Ordinal) ? "*.whl" : "-*.whl"));
        return FindFiles(Wheels).FindAll(file => glob.IsMatch(Path.GetFileName(file)));
    }

    /// <summary>Every file below a folder; none where it does not exist.</summary>
    internal static List<string> FindFiles(string folder)
    {
        List<string> result = [];
        Collect(folder, result);
        return result;
    }

    /// <summary>The sizes of files together; symbolic links count nothing.</summary>
    internal static long Measure(List<string> files)
    {
        long size = 0;
        foreach (var file in files)
        {
            var information = new FileInfo(file);
            size += information.LinkTarget is null && information.Exists ? information.Length : 0;
        }

        return size;
    }

    /// <summary>The folders without files below (below <c>wheels</c>: without wheels), innermost first.</summary>
    internal List<string> FindEmptyFolders()
    {
        List<string> result = [];
        CollectEmpty(OldResponses, static files => files.Length > 0, result);
        CollectEmpty(Responses, static files => files.Length > 0, result);
        CollectEmpty(Wheels, static files => Array.Exists(files, static file => file.EndsWith(".whl", StringComparison.Ordinal)), result);
        return result;
    }

    /// <summary>Deletes a file; one that another process has deleted is as good.</summary>
    internal static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // Its folder went too.
        }
    }

    /// <summary>Deletes a folder with all below; one that another process has deleted is as good.</summary>
    internal static void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            // Another process is at it.
        }
    }

    /// <summary>Lists a folder; false where it is not there, or not any more.</summary>
    private static bool TryList(string folder, out string[] files, out string[] folders)
    {
        files = folders = [];
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static void Collect(string folder, List<string> result)
    {
        if (!TryList(folder, out var files, out var folders))
        {
            return;
        }

        result.AddRange(files);
        foreach (var inner in folders)
        {
            if (new DirectoryInfo(inner).LinkTarget is null)
            {
                Collect(inner, result);
            }
        }
    }

    private static bool CollectEmpty(string folder, Predicate<string[]> isKept, List<string> result)
    {
        if (!TryList(folder, out var files, out var folders))
        {
            return false;
        }

        var kept = isKept(files);
        Array.Sort(folders, static (left, right) => string.CompareOrdinal(right, left));
        foreach (var inner in folders)
        {
            kept |= new DirectoryInfo(inner).LinkTarget is not null || CollectEmpty(inner, isKept, result);
        }

        if (!kept)
        {
            result.Add(folder);
        }

        return kept;
    }
}
