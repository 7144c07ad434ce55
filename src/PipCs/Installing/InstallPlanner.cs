using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>The first half of the line of <c>install</c>: names and resolves the requirements and makes a plan of what was chosen. Serves one plan.</summary>
internal sealed class InstallPlanner
{
    private readonly ReadRequest _read;
    private readonly InstallServices _services;
    private readonly Session _session;
    private readonly ResolutionLog _log;
    private readonly ResolutionRequest _resolution;

    private InstallPlanner(ReadRequest read, InstallServices services, InstalledDistributions installed)
    {
        _read = read;
        _services = services;
        _session = services.Session;
        var byProject = installed.All.ToDictionary(distribution => distribution.Project);
        _log = new ResolutionLog(read.Given, byProject, _session.Reporter, _session.Events, read.Request.DownloadFolder);
        _resolution = MakeResolutionRequest(byProject);
        _log.Request = _session.Reporter.Shows(Severity.Verbose) ? _resolution : null;
    }

    /// <summary>Resolves a request.</summary>
    /// <param name="read">The request with the content of its files.</param>
    /// <param name="services">The services of the command.</param>
    /// <param name="installed">The distributions that count as installed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">Nothing satisfies the request, or a distribution or its hash cannot be had.</exception>
    internal static async Task<InstallPlan> PlanAsync(ReadRequest read, InstallServices services, InstalledDistributions installed, CancellationToken cancellationToken)
    {
        using var resolving = WorkScope.Begin(services.Session.Reporter.Work, WorkKind.Resolving);
        IndexLocations.Tell(read.Index, services.Session.Reporter);
        read.Given.Ignored.ForEach(line => services.Session.Reporter.Report(Severity.Info, line));
        await RequirementNaming.NameAllAsync(read.Given, cancellationToken).ConfigureAwait(false);
        return await new InstallPlanner(read, services, installed).PlanAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<InstallPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var (request, given) = (_read.Request, _read.Given);
        var source = MakeSource(_log, fetchEarly: request.WillInstall && !request.OnlyDependencies && !_read.RequireHashes, _session.Reporter.Work);
        if (_read.Index.Offline)
        {
            var silent = MakeSource(new ResolutionLog(given, new Dictionary<ProjectName, InstalledDistribution>(), SilentReporter.Instance, null, null), fetchEarly: false, work: null);
            await OfflineGaps.CheckAsync(_resolution, silent, _services.Index, resolved => request.WillInstall ? FileToFetch(resolved) : null, cancellationToken).ConfigureAwait(false);
        }

        var result = await ResolveAsync(source, cancellationToken).ConfigureAwait(false);
        ReportTimes(result);
        var wheels = Choose(result);
        if (_read.RequireHashes)
        {
            await RequireHashesAsync(wheels, source, cancellationToken).ConfigureAwait(false);
        }

        return new InstallPlan
        {
            Wheels = wheels,
            Kept = [.. result.Distributions.Where(static resolved => resolved.StaysInstalled)],
            Projects = result.Distributions.Select(static resolved => resolved.Candidate.Project).ToHashSet(),
            Overridden = given.Overrides.Select(static root => root.Requirement.Project).ToHashSet(),
        };
    }

    private CandidateSource MakeSource(ResolutionLog log, bool fetchEarly, IWorkObserver? work)
        => new(_services, log, fetchEarly, work) { Given = _read.Given };

    private async ValueTask<ResolutionResult> ResolveAsync(CandidateSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await ResolveAndLogAsync(source, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException) when (_read.RequireHashes)
        {
            await CheckHashesAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<ResolutionResult> ResolveAndLogAsync(CandidateSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await Resolver.ResolveAsync(_resolution, source, _log, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await source.ReadAwaitedAsync(cancellationToken).ConfigureAwait(false);
            _log.Flush();
        }
    }

    private void ReportTimes(ResolutionResult result)
    {
        if (_resolution.Times is { } times)
        {
            _session.Reporter.Report(Severity.Debug, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Resolved {result.Distributions.Count} distributions in {times.Total.TotalMilliseconds:F1} ms: pages {times.Pages.TotalMilliseconds:F1} ms, metadata {times.Metadata.TotalMilliseconds:F1} ms, solving {times.Solving.TotalMilliseconds:F1} ms"));
        }
    }

    private ResolutionRequest MakeResolutionRequest(Dictionary<ProjectName, InstalledDistribution> installed)
    {
        var (request, given, options) = (_read.Request, _read.Given, _read.Options);
        return new()
        {
            Requirements = given.Requirements,
            Constraints = [.. given.Constraints, .. request.FurtherConstraints],
            Overrides = given.Overrides,
            Environment = _session.Interpreter.Markers,
            Tags = _session.Interpreter.Tags,
            PythonVersion = _session.Interpreter.Version,
            Installed = installed.ToDictionary(pair => pair.Key, pair => new InstalledCandidate
            {
                Project = pair.Key,
                Version = pair.Value.Version,
                ReadMetadata = () => pair.Value.Dependencies,
                DirectUrl = pair.Value.DirectUrl?.Url,
                IsEditable = pair.Value.EditableLocation is not null,
                StaysBeside = request.StaysBeside?.Invoke(pair.Value) ?? false,
            }),
            Options = options with { RequireHashes = _read.RequireHashes },
            Times = _session.Reporter.Shows(Severity.Debug) ? new ResolutionTimes() : null,
        };
    }

    /// <summary>The URL of a wheel that is neither on this machine nor in the store; null where none is needed.</summary>
    private string? FileToFetch(ResolvedDistribution resolved)
        => !resolved.StaysInstalled && WheelRequests.TryMake(resolved.Candidate, resolved.AllowedHashes, out var wheel) && LinkUrl.ToPath(wheel.Url) is null && !_services.Pipeline.TryGet(wheel, out _) ? wheel.Url : null;

    private List<PlannedWheel> Choose(ResolutionResult result)
    {
        HashSet<ProjectName> leftOut = _read.Request.OnlyDependencies ? [.. _read.Given.Requirements.Select(static root => root.Requirement.Project)] : [];
        var wheels = new List<PlannedWheel>();
        foreach (var resolved in result.Distributions)
        {
            if (!resolved.StaysInstalled && !leftOut.Contains(resolved.Candidate.Project))
            {
                wheels.Add(Plan(resolved, wheels.Count));
            }
        }

        return wheels;
    }

    private PlannedWheel Plan(ResolvedDistribution resolved, int position)
    {
        var candidate = resolved.Candidate;
        if (!WheelRequests.TryMake(candidate, resolved.AllowedHashes, out var request))
        {
            throw candidate.Source is DistributionSource.IndexFile { File: var file } ? Errors.SourceChosen(file.FileName) : Errors.SourceNotAvailableYet(candidate.DirectUrl ?? resolved.Metadata.Name);
        }

        return new PlannedWheel
        {
            Resolved = _read.Request.WasRequested is { } wasRequested ? resolved with { IsRequested = wasRequested(candidate.Project) } : resolved,
            Position = position,
            DisplayName = _log.SpellingOf(candidate.Project, resolved.Metadata.Name),
            Request = request with { Description = Describe(candidate, request.Url, resolved.AllowedHashes.Count > 0) },
            Provenance = Provenance.Of(candidate.Source),
        };
    }

    private string Describe(Candidate candidate, string url, bool hasHashes) => _log.Describe(candidate, LinkUrl.Redact(url), hasHashes) + _read.Given.FromOf(candidate.DirectUrl);

    /// <summary>After another failure, checks the hashes of the candidates that the solver looked at before. pip fetches one candidate after the other, so it would have reported the first wrong hash instead.</summary>
    private async Task CheckHashesAsync()
    {
        foreach (var candidate in _log.Collected())
        {
            var root = _read.Given.Requirements.Find(root => root.Requirement.Project == candidate.Project && root.Hashes.Count > 0);
            if (root is not null && !IsVouchedFor(candidate, root.Hashes) && WheelRequests.TryMake(candidate, root.Hashes, out var request))
            {
                _ = await _services.Pipeline.GetAsync(request with { Description = Describe(candidate, request.Url, hasHashes: true) }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the index lists one of the hashes for the file, so that the file need not be read.</summary>
    private static bool IsVouchedFor(Candidate candidate, IReadOnlyList<string> hashes) => candidate.File?.Sha256 is { } known && hashes.Contains("sha256:" + known);

    /// <summary>Checks the hashes of the chosen wheels before anything is reported, because the solver may have looked at other files first.</summary>
    private async Task RequireHashesAsync(List<PlannedWheel> wheels, CandidateSource source, CancellationToken cancellationToken)
    {
        foreach (var wheel in wheels.OrderBy(static wheel => wheel.Resolved.DecisionOrder))
        {
            var candidate = wheel.Resolved.Candidate;
            if (wheel.Request.AllowedHashes.Count == 0)
            {
                var root = _read.Given.Requirements.Find(root => root.Requirement.Project == candidate.Project);
                await source.RefuseWithoutHashesAsync(candidate, root?.Requirement ?? new Requirement(wheel.DisplayName, [], SpecifierSet.Empty), cancellationToken).ConfigureAwait(false);
            }
            else if ((_read.Request.IsReported || !_read.Request.WillInstall) && !IsVouchedFor(candidate, wheel.Request.AllowedHashes))
            {
                // Where the index lists another hash or none, the hash of the file itself decides, as in pip.
                _ = await _services.Pipeline.GetAsync(wheel.Request).ConfigureAwait(false);
            }
        }
    }
}
