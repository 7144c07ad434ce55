using System.Text;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Python.Installed;

/// <summary>Turns an egg-info's <c>requires.txt</c> into fields of core metadata, for metadata that lacks them.</summary>
internal static class EggRequirements
{
    /// <summary>Gives the document with <c>Requires-Dist</c> and <c>Provides-Extra</c> added after its headers.</summary>
    internal static byte[] AddTo(byte[] document, byte[] requires)
    {
        var metadata = CoreMetadata.Parse(document);
        var addsRequirements = metadata.GetAll("Requires-Dist").Count == 0;
        var addsExtras = metadata.GetAll("Provides-Extra").Count == 0;
        var requirements = new StringBuilder();
        var extras = new StringBuilder();
        var known = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var (requirement, extra, marker) in Entries(Encoding.UTF8.GetString(requires)))
        {
            var name = ProjectName.Normalize(extra).Value;
            if (addsRequirements)
            {
                var condition = (name.Length > 0, marker.Length > 0) switch
                {
                    (true, true) => $"({marker}) and extra == \"{name}\"",
                    (true, false) => $"extra == \"{name}\"",
                    _ => marker,
                };
                requirements.Append("Requires-Dist: ").Append(requirement);
                _ = condition.Length > 0 ? requirements.Append(" ; ").Append(condition).Append('\n') : requirements.Append('\n');
            }

            if (addsExtras && known.Add(name))
            {
                extras.Append("Provides-Extra: ").Append(name).Append('\n');
            }
        }

        var added = Encoding.UTF8.GetBytes(requirements.Append(extras).ToString());
        var end = HeadersEnd(document, out var needsNewline);
        byte[] separator = needsNewline ? [(byte)'\n'] : [];
        return [.. document.AsSpan(0, end), .. separator, .. added, .. document.AsSpan(end)];
    }

    private static IEnumerable<(string Requirement, string Extra, string Marker)> Entries(string text)
    {
        var extra = "";
        var marker = "";
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                var section = line.Trim('[', ']');
                var colon = section.IndexOf(':', StringComparison.Ordinal);
                extra = colon < 0 ? section : section[..colon];
                marker = colon < 0 ? "" : section[(colon + 1)..];
                continue;
            }

            yield return (line, extra, marker);
        }
    }

    // Where the blank line before the body begins, or the end of a document without one.
    private static int HeadersEnd(byte[] document, out bool needsNewline)
    {
        needsNewline = false;
        var at = 0;
        while (at < document.Length)
        {
            var end = Array.IndexOf(document, (byte)'\n', at);
            var length = (end < 0 ? document.Length : end) - at;
            if (length == 0 || (length == 1 && document[at] == '\r'))
            {
                return at;
            }

            if (end < 0)
            {
                needsNewline = true;
                return document.Length;
            }

            at = end + 1;
        }

        return document.Length;
    }
}
