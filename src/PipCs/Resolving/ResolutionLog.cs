using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Wheels;

namespace PipCs.Resolving;

/// <summary>Tells a person what the solver does, in pip's lines, and remembers how each project was first spelled.</summary>
/// <param name="given">What was asked for.</param>
/// <param name="installed">What is installed.</param>
/// <param name="reporter">Told the lines.</param>
/// <param name="downloadFolder">For <c>download</c>: the folder whose files need not be fetched.</param>
internal sealed class ResolutionLog(GivenRequirements given, IReadOnlyDictionary<ProjectName, InstalledDistribution> installed, IReporter reporter, string? downloadFolder) : IResolutionObserver
{
    private readonly Dictionary<ProjectName, string> _spelling = new(given.Spelling);
    private readonly Dictionary<ProjectName, string> _pending = [];
    private readonly Dictionary<ProjectName, int> _order = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Collecting(string requirement, string origin, Candidate candidate)
    {
        Remember(requirement, candidate.Project);
        if (!reporter.Shows(Severity.Info))
        {
            return;
        }

        var from = origin.Length == 0 ? "" : $" (from {origin})";
        var url = candidate.DirectUrl ?? candidate.File?.Url;
        if (url is not null && url.StartsWith("file:", StringComparison.Ordinal))
        {
            _pending[candidate.Project] = $"Processing {DisplayPath.Of(url.Split('#')[0])}{from}";
        }
        else if (candidate.DirectUrl is { } direct && given.DirectDisplay.TryGetValue(direct, out var display))
        {
            _pending[candidate.Project] = $"Collecting {candidate.Project}=={candidate.Version} from {display}{from}";
        }
        else
        {
            _pending[candidate.Project] = $"Collecting {requirement}{from}";
        }

        if (candidate.File is null)
        {
            TellPending(candidate.Project);
        }
    }

    /// <inheritdoc/>
    public void AlreadySatisfied(string requirement, string origin, InstalledCandidate candidate)
    {
        Remember(requirement, candidate.Project);
        if (reporter.Shows(Severity.Info))
        {
            var location = installed.TryGetValue(candidate.Project, out var distribution) ? $" in {DisplayPath.Of(distribution.Location)}" : "";
            var from = origin.Length == 0 ? "" : $" (from {origin})";
            Tell($"Requirement already satisfied: {Shown(requirement)}{location}{from} ({candidate.Version})");
        }
    }

    /// <inheritdoc/>
    public void Discarded(Candidate candidate, string reason) => reporter.Report(Severity.Warning, reason);

    /// <inheritdoc/>
    public void Error(string message) => reporter.Report(Severity.Error, message);

    /// <inheritdoc/>
    public void Info(string message) => reporter.Report(Severity.Info, Shown(message));

    /// <inheritdoc/>
    public void Warning(string message) => reporter.Report(Severity.Warning, message);

    /// <summary>A candidate's metadata was read: now it is collected, as pip has it.</summary>
    internal void MetadataRead(ProjectFile file, long? fetchedLength)
    {
        _order.TryAdd(file.Page.Project, _order.Count);
        TellPending(file.Page.Project);
        if (downloadFolder is not null && Path.Combine(downloadFolder, file.FileName) is var path && File.Exists(path))
        {
            reporter.Report(Severity.Info, $"File was already downloaded {path}", indent: 2);
            return;
        }

        if (reporter.Shows(Severity.Info) && file.HasMetadata && !file.Url.StartsWith("file:", StringComparison.Ordinal))
        {
            reporter.Report(Severity.Info, fetchedLength is { } length ? $"Downloading {file.FileName}.metadata ({ByteSize.Format(length)})" : $"Using cached {file.FileName}.metadata", indent: 2);
        }
    }

    /// <summary>The place of a project in the order in which the solver looked at them; those of direct URLs first.</summary>
    internal int PlaceOf(ProjectName project) => _order.GetValueOrDefault(project, -1);

    /// <summary>The project as it was first asked for.</summary>
    internal string SpellingOf(ProjectName project, string fallback) => _spelling.TryGetValue(project, out var spelling) ? spelling : fallback;

    /// <summary>A requirement that was given as a path or URL goes by its name alone.</summary>
    private string Shown(string text)
    {
        foreach (var url in given.DirectDisplay.Keys)
        {
            text = text.Replace($" @ {url}", "", StringComparison.Ordinal);
        }

        return text;
    }

    private void TellPending(ProjectName project)
    {
        if (_pending.Remove(project, out var line))
        {
            Tell(line);
        }
    }

    private void Tell(string line)
    {
        if (_told.Add(line))
        {
            reporter.Report(Severity.Info, line);
        }
    }

    private void Remember(string requirement, ProjectName project)
    {
        var end = 0;
        while (end < requirement.Length && (char.IsAsciiLetterOrDigit(requirement[end]) || requirement[end] is '-' or '_' or '.'))
        {
            end++;
        }

        if (end > 0 && ProjectName.Normalize(requirement.AsSpan(0, end)) == project)
        {
            _spelling.TryAdd(project, requirement[..end]);
        }
    }
}
