using System.Text;

namespace PipCs.Python.Installed;

/// <summary>The files that a distribution lists as its own.</summary>
internal static class DeclaredFiles
{
    internal static List<string>? Read(InstalledDistribution distribution)
    {
        if (distribution.ReadRecord() is { } record)
        {
            var files = new List<string>(record.Count);
            foreach (var row in record)
            {
                files.Add(PosixPath.Tidy(row.Path));
            }

            return files;
        }

        return distribution.ReadMetadataFile("installed-files.txt") is { } content
            ? ReadLegacy(Encoding.UTF8.GetString(content), Path.GetFileName(distribution.MetadataPath))
            : null;
    }

    // installed-files.txt counts from the egg-info folder; RECORD from the folder that holds it.
    private static List<string> ReadLegacy(string text, string infoName)
    {
        var files = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            var parts = new List<string> { infoName };
            foreach (var part in PosixPath.Tidy(line.ToString()).Split('/'))
            {
                if (part != "..")
                {
                    parts.Add(part);
                }
                else if (parts.Count == 0 || parts[^1] == "..")
                {
                    parts.Add("..");
                }
                else
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }

            files.Add(string.Join('/', parts));
        }

        return files;
    }
}
