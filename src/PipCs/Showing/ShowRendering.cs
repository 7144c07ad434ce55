using System.Globalization;
using System.Text;
using PipCs.Standards.Metadata;

namespace PipCs.Showing;

/// <summary>The text of <c>pip show</c>, in the form of mail headers.</summary>
public static class ShowRendering
{
    /// <summary>The text, without a newline at its end; empty where nothing was found.</summary>
    /// <param name="result">The distributions that were found.</param>
    /// <param name="files">Whether files were asked for (<c>-f</c>).</param>
    /// <param name="verbose">With classifiers, entry points and URLs (<c>-v</c>).</param>
    public static string Text(ShowResult result, bool files, bool verbose)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        foreach (var shown in result.Distributions)
        {
            if (text.Length > 0)
            {
                text.Append("---\n");
            }

            Append(text, shown, verbose);
            if (files)
            {
                AppendFiles(text, shown);
            }
        }

        return text.Length == 0 ? "" : text.ToString(0, text.Length - 1);
    }

    private static void Append(StringBuilder text, ShownDistribution shown, bool verbose)
    {
        var distribution = shown.Distribution;
        var metadata = distribution.Metadata;
        var metadataVersion = metadata.GetFirst("Metadata-Version") ?? "";
        Line(text, "Name", distribution.Name);
        Line(text, "Version", distribution.VersionText);
        Line(text, "Summary", metadata.GetFirst("Summary"));
        Line(text, "Home-page", HomePage(metadata));
        Line(text, "Author", metadata.GetFirst("Author"));
        Line(text, "Author-email", metadata.GetFirst("Author-email"));
        if (metadata.GetFirst("License-Expression") is { Length: > 0 } expression && HasLicenseExpression(metadataVersion))
        {
            Line(text, "License-Expression", expression);
        }
        else
        {
            Line(text, "License", metadata.GetFirst("License"));
        }

        Line(text, "Location", distribution.Location);
        if (distribution.EditableLocation is { } editable)
        {
            Line(text, "Editable project location", editable);
        }

        Line(text, "Requires", string.Join(", ", shown.Requires));
        Line(text, "Required-by", string.Join(", ", shown.RequiredBy));
        if (verbose)
        {
            Line(text, "Metadata-Version", metadataVersion);
            Line(text, "Installer", distribution.Installer);
            Lines(text, "Classifiers", metadata.GetAll("Classifier"));
            Lines(text, "Entry-points", EntryPoints(distribution));
            Lines(text, "Project-URLs", metadata.GetAll("Project-URL"));
        }
    }

    private static List<string> EntryPoints(Python.Installed.InstalledDistribution distribution)
    {
        var lines = new List<string>();
        if (distribution.ReadMetadataFile("entry_points.txt") is { Length: > 0 } content)
        {
            var text = Encoding.UTF8.GetString(content).ReplaceLineEndings("\n");
            foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
            {
                lines.Add(line.Trim());
            }
        }

        return lines;
    }

    private static void AppendFiles(StringBuilder text, ShownDistribution shown)
    {
        text.Append("Files:\n");
        if (shown.Files is null)
        {
            text.Append("Cannot locate RECORD or installed-files.txt\n");
            return;
        }

        foreach (var file in shown.Files)
        {
            text.Append("  ").Append(file.AsSpan().Trim()).Append('\n');
        }
    }

    private static void Lines(StringBuilder text, string head, IReadOnlyList<string> values)
    {
        text.Append(head).Append(":\n");
        foreach (var value in values)
        {
            text.Append("  ").Append(value).Append('\n');
        }
    }

    private static void Line(StringBuilder text, string field, string? value) => text.Append(field).Append(": ").Append(value).Append('\n');

    // Home-page, or the project URL with a label of that meaning (PEP 753, well-known project URLs).
    private static string HomePage(CoreMetadata metadata)
    {
        if (metadata.GetFirst("Home-page") is { Length: > 0 } page)
        {
            return page;
        }

        foreach (var entry in metadata.GetAll("Project-URL"))
        {
            var comma = entry.IndexOf(',', StringComparison.Ordinal);
            if (comma > 0 && IsHomePage(entry.AsSpan(0, comma)))
            {
                return entry[(comma + 1)..].Trim();
            }
        }

        return "";
    }

    private static bool IsHomePage(ReadOnlySpan<char> label)
    {
        const string Meant = "homepage";
        var matched = 0;
        foreach (var character in label)
        {
            if (char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character) || char.IsWhiteSpace(character)))
            {
                continue;
            }

            if (matched == Meant.Length || char.ToLowerInvariant(character) != Meant[matched])
            {
                return false;
            }

            matched++;
        }

        return matched == Meant.Length;
    }

    private static bool HasLicenseExpression(string metadataVersion)
    {
        var dot = metadataVersion.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && int.TryParse(metadataVersion.AsSpan(0, dot), CultureInfo.InvariantCulture, out var major)
            && int.TryParse(metadataVersion.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var minor)
            && (major, minor).CompareTo((2, 4)) >= 0;
    }
}
