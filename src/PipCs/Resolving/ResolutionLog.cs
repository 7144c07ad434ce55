using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Resolving;

/// <summary>
/// Reports the steps of the solver in pip's order: each project with its metadata, in the order in which the solver
/// met them, though it reads the metadata later, has it read ahead, or takes another candidate than it met first. Remembers how each project was brought. Thread-safe: metadata that is read ahead comes on other threads.
/// </summary>
/// <param name="given">The requirements.</param>
/// <param name="installed">The installed distributions.</param>
/// <param name="reporter">Receives messages.</param>
/// <param name="events">Receives the steps; may be null.</param>
/// <param name="downloadFolder">For <c>download</c>: the folder whose files need not be fetched.</param>
internal sealed class ResolutionLog(GivenRequirements given, IReadOnlyDictionary<ProjectName, InstalledDistribution> installed, IReporter reporter, IProgress<PipEvent>? events, string? downloadFolder) : IResolutionObserver
{
    private readonly Queue<Entry> _lines = new();
    private readonly Dictionary<ProjectName, Entry> _collecting = [];
    private readonly Dictionary<ProjectName, Entry> _taken = [];
    private readonly Dictionary<ProjectFile, PipEvent?> _readAhead = [];
    private readonly Dictionary<string, PipEvent?> _direct = new(StringComparer.Ordinal);
    private readonly List<Candidate> _looked = [];
    private readonly HashSet<string> _reportedMessages = new(StringComparer.Ordinal);
    private readonly HashSet<PipEvent> _reportedSteps = [];
    private readonly Lock _lock = new();

    /// <summary>The request to the solver, from which the lines about each link are made; null where these are not wanted.</summary>
    internal ResolutionRequest? Request { get; set; }

    /// <inheritdoc/>
    public void Collecting(string requirement, string origin, Candidate candidate)
    {
        using var scope = _lock.EnterScope();
        if (_collecting.ContainsKey(candidate.Project))
        {
            return;
        }

        var entry = new Entry(requirement, origin)
        {
            Step = events is not null || Request is not null ? StepOf(requirement, origin, candidate) : null,
            Awaits = candidate.File is null ? null : candidate,
            Page = Request is null ? null : candidate.File?.Page,
        };
        if (candidate.DirectUrl is { } url && _direct.TryGetValue(LinkUrl.WithoutFragment(url), out var direct))
        {
            entry.Detail = direct;
        }
        else if (candidate.File is { } file && _readAhead.TryGetValue(file, out var detail))
        {
            entry.Detail = detail;
            entry.Awaits = null;
        }

        _collecting.Add(candidate.Project, entry);
        _looked.Add(candidate);
        _lines.Enqueue(entry);
        ReportComplete();
    }

    /// <inheritdoc/>
    public void Taken(Candidate candidate)
    {
        using var scope = _lock.EnterScope();
        if (_collecting.TryGetValue(candidate.Project, out var first))
        {
            var isReported = events is not null && LinkUrl.IsFile(candidate.File!.Value.Url);
            var entry = new Entry(first.Requirement, first.Origin) { Step = isReported ? StepOf(first.Requirement, first.Origin, candidate) : null, Awaits = candidate };
            _taken[candidate.Project] = entry;
            _lines.Enqueue(entry);
        }
    }

    /// <inheritdoc/>
    public void AlreadySatisfied(string requirement, string origin, InstalledCandidate candidate)
    {
        if (events is not null)
        {
            _ = installed.TryGetValue(candidate.Project, out var distribution);
            Add(new PipEvent.AlreadySatisfied(LinkUrl.RedactAll(Shown(requirement)), LinkUrl.RedactAll(origin), candidate.Project, candidate.Version, distribution?.Location));
        }
    }

    /// <inheritdoc/>
    public void Discarded(Candidate candidate, string reason)
    {
        Complete(candidate);
        if (candidate.File is { } file)
        {
            var url = Link(file);
            var python = file.RequiresPythonId >= 0 ? $" (requires-python:{file.Page.RequiresPythonTexts[file.RequiresPythonId]})" : "";
            var page = file.ComesFrom is { Length: > 0 } from ? From(LinkUrl.Redact(from)) + python : "";
            Add($"Discarding {url}{page}: Requested {Describe(candidate, url)} {reason}");
        }
    }

    /// <inheritdoc/>
    public void Ignored(Candidate candidate, string reason)
    {
        Complete(candidate);
        if (candidate.File is { } file)
        {
            var name = SpellingOf(candidate.Project, candidate.Project.Value);
            reporter.Report(
                Severity.Warning,
                $"Ignoring version {candidate.Version} of {name} since it has invalid metadata:\nRequested {Describe(candidate, Link(file))} {reason}\nPlease use pip<24.1 if you need to use this version.");
        }
    }

    /// <summary>A wheel that was named directly could not be had, or was ruled out.</summary>
    internal void DirectFailed(Requirement requirement, WheelRequest request, string? discardedFor)
    {
        var url = LinkUrl.Redact(request.Url);
        var from = given.FromOf(requirement.Url);
        var text = given.DirectDisplay.ContainsKey(requirement.Url!) ? $"{request.FileName.Project}=={request.FileName.Version}" : requirement.ToString();
        if (events is not null)
        {
            Add(new PipEvent.Collecting(LinkUrl.RedactAll(text), LinkUrl.RedactAll(given.OriginOf(requirement.Url)), request.FileName.Project, request.FileName.Version, LinkUrl.RemoveCredentials(request.Url)));
        }

        if (discardedFor is not null)
        {
            Add($"Discarding {url}: Requested {text} from {url}{from} {discardedFor}");
        }
    }

    /// <inheritdoc/>
    public void Error(string message)
    {
        // It waits for the lines before it: metadata that was asked for ahead may still be on its way, and whether it has come is not to be seen in them.
        using var scope = _lock.EnterScope();
        _lines.Enqueue(new Entry("", "") { Message = message, IsError = true });
        ReportComplete();
    }

    /// <inheritdoc/>
    public void Info(string message) => Add(Shown(message));

    /// <inheritdoc/>
    public void Warning(string message) => reporter.Report(Severity.Warning, message);

    /// <summary>A wheel that was named directly was read.</summary>
    /// <param name="request">The wheel.</param>
    /// <param name="isFetched">Whether it was fetched now; else the cache had it.</param>
    /// <param name="length">Its length in bytes; null where it is not known.</param>
    internal void DirectRead(WheelRequest request, bool isFetched, long? length)
    {
        using var scope = _lock.EnterScope();
        _direct.TryAdd(request.Url, DetailOf(request.Url, WheelRequests.FileNameOf(request.Url), isFetched, WheelRequests.FileNameOf(request.Url), length));
    }

    /// <summary>Whether a line is printed about where a file's metadata comes from. The solver reads the metadata of many versions; only the first candidate of a project gets such a line.</summary>
    internal bool WantsDetail(ProjectFile file)
    {
        if (events is null)
        {
            return false;
        }

        using var scope = _lock.EnterScope();
        return !_collecting.ContainsKey(file.Page.Project) || Awaiting(file) is not null;
    }

    /// <summary>The first candidate of each project, in the order of their lines.</summary>
    internal IReadOnlyList<Candidate> Collected()
    {
        using var scope = _lock.EnterScope();
        return [.. _looked];
    }

    /// <summary>The candidates that have a line and whose metadata was not read yet.</summary>
    internal IReadOnlyList<Candidate> Awaited()
    {
        using var scope = _lock.EnterScope();
        return [.. _lines.Where(entry => entry.Awaits is not null).Select(entry => entry.Awaits!)];
    }

    /// <summary>A candidate's metadata was read.</summary>
    /// <param name="file">The candidate.</param>
    /// <param name="isFetched">Whether it was fetched now; else the cache had it.</param>
    /// <param name="name">The name of what was read.</param>
    /// <param name="length">Its length in bytes; null where it is not known.</param>
    internal void MetadataRead(ProjectFile file, bool isFetched, string name, long? length)
    {
        using var scope = _lock.EnterScope();
        if (!_collecting.ContainsKey(file.Page.Project))
        {
            _readAhead.TryAdd(file, DetailOf(file.Url, file.FileName, isFetched, name, length));
        }
        else if (Awaiting(file) is { } entry)
        {
            entry.Detail = DetailOf(file.Url, file.FileName, isFetched, name, length);
            entry.Awaits = null;
            ReportComplete();
        }
    }

    /// <summary>Tells what waits for metadata that was not read in the end.</summary>
    internal void Flush()
    {
        using var scope = _lock.EnterScope();
        foreach (var entry in _lines)
        {
            entry.Awaits = null;
        }

        ReportComplete();
    }

    /// <summary>The project as it was first asked for.</summary>
    internal string SpellingOf(ProjectName project, string fallback)
    {
        if (given.Spelling.TryGetValue(project, out var spelling))
        {
            return spelling;
        }

        var text = _collecting.TryGetValue(project, out var entry) ? entry.Requirement : "";
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
        {
            end++;
        }

        return end > 0 && ProjectName.Normalize(text.AsSpan(0, end)) == project ? text[..end] : fallback;
    }

    /// <summary>The requirement that brought a project, with its link and where it was given, as pip's errors name it: what has hashes counts as a pin.</summary>
    internal string Describe(Candidate candidate, string url, bool hasHashes = false)
        => _collecting.TryGetValue(candidate.Project, out var entry) && candidate.DirectUrl is null
            ? $"{(hasHashes ? $"{SpellingOf(candidate.Project, candidate.Project.Value)}=={candidate.Version}" : entry.Requirement)} from {url}{From(entry.Origin)}"
            : $"{candidate.Project}=={candidate.Version} from {url}";

    /// <summary>A file's URL with its hash, as pip shows links.</summary>
    private static string Link(ProjectFile file)
        => LinkUrl.Redact(file.Url) + (file.Sha256 is { } hash && !file.Url.Contains('#', StringComparison.Ordinal) ? "#sha256=" + hash : "");

    private static string From(string origin) => origin.Length == 0 ? "" : $" (from {origin})";

    private PipEvent? DetailOf(string url, string fileName, bool isFetched, string name, long? length)
    {
        if (events is null)
        {
            return null;
        }

        if (downloadFolder is not null && Path.Combine(downloadFolder, fileName) is var path && File.Exists(path))
        {
            return new PipEvent.AlreadyDownloaded(path);
        }

        return LinkUrl.IsFile(url) ? null
            : new PipEvent.MetadataRead(name, length, IsCached: !isFetched && (downloadFolder is null || name != fileName));
    }

    private PipEvent.Collecting StepOf(string requirement, string origin, Candidate candidate)
    {
        var shown = candidate.DirectUrl is { } direct && given.DirectDisplay.ContainsKey(direct) ? $"{candidate.Project}=={candidate.Version}" : LinkUrl.RedactAll(requirement);
        var url = candidate.DirectUrl ?? candidate.File?.Url;
        return new PipEvent.Collecting(shown, LinkUrl.RedactAll(origin), candidate.Project, candidate.Version, url is null ? null : LinkUrl.RemoveCredentials(LinkUrl.WithoutFragment(url)));
    }

    /// <summary>A requirement that was given as a path or URL goes by its name alone.</summary>
    private string Shown(string text)
    {
        foreach (var url in given.DirectDisplay.Keys)
        {
            text = text.Replace($" @ {url}", "", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The line that waits for a file's metadata; null for none.</summary>
    private Entry? Awaiting(ProjectFile file)
        => _collecting.TryGetValue(file.Page.Project, out var first) && first.Awaits?.File == file ? first
            : _taken.TryGetValue(file.Page.Project, out var taken) && taken.Awaits?.File == file ? taken : null;

    private void Complete(Candidate candidate)
    {
        if (_collecting.TryGetValue(candidate.Project, out var entry) && entry.Awaits?.File == candidate.File)
        {
            entry.Awaits = null;
        }

        ReportComplete();
    }

    private void Add(string message) => Add(new Entry("", "") { Message = LinkUrl.RedactAll(message) });

    private void Add(PipEvent step) => Add(new Entry("", "") { Step = step });

    private void Add(Entry entry)
    {
        using var scope = _lock.EnterScope();
        _lines.Enqueue(entry);
        ReportComplete();
    }

    private void ReportComplete()
    {
        // The first entry that is left is final, whatever becomes of its candidate. Only the source of its metadata is still to be reported.
        while (_lines.TryPeek(out var entry))
        {
            if (!entry.IsReported)
            {
                entry.IsReported = true;
                Report(entry);
            }

            if (entry.Awaits is not null)
            {
                return;
            }

            _lines.Dequeue();
            if (entry.Detail is not null)
            {
                events?.Report(entry.Detail);
            }
        }
    }

    private void Report(Entry entry)
    {
        if (entry.IsError)
        {
            reporter.Report(Severity.Critical, entry.Message!);
        }
        else if (entry.Message is { } message)
        {
            if (_reportedMessages.Add(message))
            {
                reporter.Report(Severity.Info, message);
            }
        }
        else if (entry.Step is { } step && _reportedSteps.Add(step))
        {
            if (entry.Page is { } page)
            {
                SearchLines.Report(reporter, Request!, page);
            }

            events?.Report(step);
        }
    }

    private sealed record Entry(string Requirement, string Origin)
    {
        /// <summary>The step that it reports; null for a message, and where nobody receives steps.</summary>
        internal PipEvent? Step { get; init; }

        /// <summary>The message that it reports in place of a step.</summary>
        internal string? Message { get; init; }

        /// <summary>The source of the metadata, reported after the step.</summary>
        internal PipEvent? Detail { get; set; }

        /// <summary>Whether the message explains why there is no resolution.</summary>
        internal bool IsError { get; init; }

        /// <summary>Whether the step or message was reported; the detail may still be missing.</summary>
        internal bool IsReported { get; set; }

        /// <summary>The page whose links are reported before the step; null where these are not wanted.</summary>
        internal ProjectPage? Page { get; init; }

        /// <summary>The candidate whose metadata must be read before the next entry is reported.</summary>
        internal Candidate? Awaits { get; set; }
    }
}
