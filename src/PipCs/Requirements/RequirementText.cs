using PipCs.Diagnostics;
using PipCs.Resolution;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;

namespace PipCs.Requirements;

/// <summary>Reads one requirement as a person writes it: a specifier, a path or a URL (pip's requirement line).</summary>
internal static class RequirementText
{
    private static readonly string[] Comparisons = ["==", "<=", ">=", "~=", "!="];

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">As written.</param>
    /// <param name="lineSource">For errors: <c>line N of FILE</c>, or empty.</param>
    /// <param name="reporter">Receives a warning about a name that looks like a missing file.</param>
    /// <returns>The requirement. A path or URL of a wheel has the wheel's name and counts as named.</returns>
    internal static ParsedRequirement Parse(string text, string lineSource, IReporter reporter)
    {
        var (name, marker) = SplitMarker(text, lineSource);
        if (LinkOf(name, reporter) is { } link)
        {
            return FromLink(name, link.Url, link.Extras, marker);
        }

        if (!Requirement.TryParse(name, out var requirement, out var error))
        {
            throw Advise(name, error, lineSource);
        }

        return new ParsedRequirement.Named(marker is null ? requirement : new Requirement(requirement.Name, requirement.Extras, requirement.Specifier, requirement.Url, marker), null);
    }

    /// <summary>Reads an editable requirement (<c>-e</c>): a path or the URL of a repository.</summary>
    internal static UnnamedRequirement ParseEditable(string text)
    {
        var (path, extras) = StripExtras(text);
        var url = IsUrl(text) ? text : LinkUrl.FromPath(Path.GetFullPath(path.Length == 0 ? "." : path));
        return new UnnamedRequirement(text, DirectSources.Of(url, isEditable: true), IsUrl(text) ? [] : extras, null);
    }

    /// <summary>Splits a marker off the end. An empty text after the semicolon is no marker, as in pip, because people leave the semicolon behind.</summary>
    internal static (string Name, Marker? Marker) SplitMarker(string text, string lineSource)
    {
        var separator = IsUrl(text) ? "; " : ";";
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return (text.Trim(), null);
        }

        var name = text[..at].Trim();
        var markerText = text[(at + separator.Length)..].Trim();
        if (markerText.Length == 0)
        {
            return (name, null);
        }

        if (Marker.TryParse(markerText, out var marker, out var error))
        {
            return (name, marker);
        }

        // A URL after a name may contain semicolons.
        return Requirement.TryParse(text, out var whole) && whole.Url is not null ? (text.Trim(), null) : throw Errors.InvalidRequirement(name, error, lineSource);
    }

    private static UserErrorException Advise(string name, string reason, string lineSource)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var advice = "It looks like a path." + (Path.Exists(name) ? " The path does exist. " + RequirementsFileAdvice(name) : $" File {PythonRepr.Quote(name)} does not exist.");
            return Errors.InvalidRequirementWithAdvice(name, reason, lineSource, advice);
        }

        return name.Contains('=', StringComparison.Ordinal) && !Comparisons.Any(o => name.Contains(o, StringComparison.Ordinal))
            ? Errors.InvalidRequirementWithAdvice(name, reason, lineSource, "= is not a valid operator. Did you mean == ?")
            : Errors.InvalidRequirement(name, reason, lineSource);
    }

    private static string RequirementsFileAdvice(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        var line = File.ReadLines(path).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#');
        return line is not null && Requirement.TryParse(line, out _)
            ? $"The argument you provided ({path}) appears to be a requirements file. If that is the case, use the '-r' flag to install the packages specified within it."
            : "";
    }

    private static ParsedRequirement FromLink(string text, string url, IReadOnlyList<string> extras, Marker? marker)
    {
        var source = DirectSources.Of(url);
        if (source is not DistributionSource.Archive { Kind: DistributionKind.Wheel })
        {
            return new ParsedRequirement.Unnamed(new UnnamedRequirement(text, source, extras, marker));
        }

        var fileName = LinkUrl.FileName(source.Location);
        return WheelFileName.TryParse(fileName, out var wheel)
            ? new ParsedRequirement.Named(new Requirement(wheel.Project.Value, extras, SpecifierSet.Empty, url, marker), text)
            : throw Errors.InvalidWheelFileName(fileName[..^4]);
    }

    private static bool IsUrl(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text[..colon].ToLowerInvariant() is "http" or "https" or "file" or "ftp"
            || (colon > 0 && DirectSources.IsRepository(text));
    }

    private static (string Url, IReadOnlyList<string> Extras)? LinkOf(string text, IReporter reporter)
    {
        if (IsUrl(text))
        {
            return (text, []);
        }

        var (path, extras) = StripExtras(text);
        var full = Path.GetFullPath(path.Length == 0 ? "." : path);
        var looksLikePath = path.Contains('/', StringComparison.Ordinal) || path.StartsWith('.');
        if (looksLikePath && Directory.Exists(full))
        {
            return File.Exists(Path.Combine(full, "setup.py")) || File.Exists(Path.Combine(full, "pyproject.toml"))
                ? (LinkUrl.FromPath(full), extras)
                : throw Errors.NotInstallableFolder(text);
        }

        if (!ArchiveExtension.IsArchive(path))
        {
            return null;
        }

        if (!File.Exists(full))
        {
            var sign = path.IndexOf('@', StringComparison.Ordinal);
            if (sign > 0 && !path[..sign].Contains('/', StringComparison.Ordinal) && path[0] != '.')
            {
                return null;
            }

            reporter.Report(Severity.Warning, $"Requirement {PythonRepr.Quote(text)} looks like a filename, but the file does not exist");
        }

        return (new UriBuilder("file", "") { Path = full }.Uri.AbsoluteUri, extras);
    }

    /// <summary>A path without the extras at its end: <c>path[extra]</c>.</summary>
    internal static (string Path, IReadOnlyList<string> Extras) StripExtras(string text)
    {
        var open = text.LastIndexOf('[');
        return open > 0 && text.EndsWith(']') && !text.EndsWith("[]", StringComparison.Ordinal)
            ? (text[..open], text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : (text, []);
    }
}
