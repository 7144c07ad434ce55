using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.FileNames;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Resolving;

/// <summary>Gives the solver pages and metadata from the indexes, from lock files and from wheels at URLs and paths, and starts to fetch the wheels that the solver looks at.</summary>
internal sealed class CandidateSource : IMetadataSource
{
    private readonly PackageIndex _index;
    private readonly WheelPipeline _pipeline;
    private readonly IndexWheelSource _wheels;
    private readonly SupportedTags _tags;
    private readonly bool _fetchEarly;
    private readonly ResolutionLog _log;
    private readonly IndexOptions _options;
    private readonly SeenCandidates? _seen;
    private readonly ConcurrentDictionary<ProjectName, bool> _startedWhole = new();
    private readonly Dictionary<string, (Candidate Candidate, DependencyMetadata Metadata)> _direct = new(StringComparer.Ordinal);

    /// <summary>Keeps the services; asks nothing yet.</summary>
    /// <param name="services">The services of the command.</param>
    /// <param name="log">Prints the lines about what is read.</param>
    /// <param name="fetchEarly">Whether wheels are fetched as soon as the solver looks at them.</param>
    /// <param name="work">Observes how many projects and versions are looked at; null for nobody.</param>
    internal CandidateSource(InstallServices services, ResolutionLog log, bool fetchEarly, IWorkObserver? work)
    {
        _seen = work is null ? null : new SeenCandidates(work);
        _options = services.IndexOptions;
        _index = services.Index;
        _pipeline = services.Pipeline;
        _wheels = services.Files;
        _tags = services.Session.Interpreter.Tags;
        _fetchEarly = fetchEarly;
        _log = log;
    }

    /// <summary>The requirements as they were read. They give the origins of URLs for messages, and the pages of lock files, which replace those of the indexes.</summary>
    internal required GivenRequirements Given { get; init; }

    /// <inheritdoc/>
    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        _seen?.Add(project);
        return !Given.LockedPages.TryGetValue(project, out var page) ? _index.GetPageAsync(project, cancellationToken)
            : _options.Pins.TryGetValue(project, out var pin) ? GetPinnedAsync(page, pin, cancellationToken)
            : new(page);
    }

    /// <inheritdoc/>
    public ProjectPage? PeekPage(ProjectName project) => Given.LockedPages.ContainsKey(project) ? null : _index.PeekPage(project);

    /// <inheritdoc/>
    public ValueTask<bool> RefreshPageAsync(ProjectName project, CancellationToken cancellationToken) => _index.RefreshPageAsync(project, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (candidate.Installed is { } installed)
        {
            return new(installed.ReadMetadata());
        }

        if (candidate.DirectUrl is { } url)
        {
            return new(_direct[url].Metadata);
        }

        var file = candidate.File!.Value;
        _seen?.Add(file);
        if (file.Kind == DistributionKind.Sdist)
        {
            throw Errors.SourceChosen(file.FileName);
        }

        if (Given.LockedPages.ContainsKey(candidate.Project))
        {
            return new(ReadWheelAsync(candidate, file));
        }

        if (_fetchEarly && !_index.MayNeedWholeFile(file))
        {
            _pipeline.Start(candidate);
        }

        var answer = _index.GetDependenciesAsync(file, cancellationToken);
        if (!answer.IsCompletedSuccessfully)
        {
            return ReceiveAsync(candidate, file, answer);
        }

        TellMetadata(candidate, file);
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken)
    {
        var url = requirement.Url!;
        if (_direct.TryGetValue(url, out var known))
        {
            return known.Candidate;
        }

        if (_options.Pins.TryGetValue(requirement.Project, out var pin))
        {
            throw Errors.PinnedElsewhere(requirement.ToString(), requirement.Project.Value, LinkUrl.Redact(pin.Url), pin.Origin);
        }

        var request = WheelRequests.FromUrl(url, []) ?? throw Errors.SourceNotAvailableYet(requirement.ToString());
        if (_tags.Rank(request.FileName.Tags) < 0)
        {
            throw Errors.UnsupportedWheel(WheelRequests.FileNameOf(url));
        }

        request = request with { Description = request.Description + Given.FromOf(url) };
        StoredWheel wheel;
        try
        {
            wheel = await _pipeline.GetAsync(request).ConfigureAwait(false);
        }
        catch (UserErrorException error)
        {
            var discardedFor = (error.InnerException as InconsistentWheelException)?.Message;
            _log.DirectFailed(requirement, request, discardedFor);
            if (discardedFor is null)
            {
                throw;
            }

            var versions = await ListVersionsAsync(request.FileName.Project, cancellationToken).ConfigureAwait(false);
            _log.Error($"Could not find a version that satisfies the requirement {request.FileName.Project} (unavailable) (from versions: {versions})");
            throw Errors.DirectUnavailable(request.FileName.Project.Value);
        }

        if (!CoreMetadata.TryReadDependencies(await _pipeline.ReadMetadataAsync(wheel, request).ConfigureAwait(false), out var metadata, out var problem))
        {
            throw Errors.MetadataDisagrees(requirement.ToString(), "metadata", "valid metadata", problem);
        }

        if (metadata.Project != requirement.Project)
        {
            throw Errors.MetadataDisagrees(requirement.ToString(), "name", requirement.Name, metadata.Name);
        }

        var candidate = new Candidate { Project = metadata.Project, Version = metadata.Version, Source = DirectSources.Of(url) };
        _direct.Add(url, (candidate, metadata));
        _log.DirectRead(request, !_pipeline.WasCached(request), _wheels.GetLength(request.Url));
        return candidate;
    }

    /// <inheritdoc/>
    public bool Supports(Requirement requirement)
        => WheelRequests.FromUrl(requirement.Url!, []) is not { } request || _tags.Rank(request.FileName.Tags) >= 0;

    /// <inheritdoc/>
    public async ValueTask RefuseWithoutHashesAsync(Candidate candidate, Requirement requirement, CancellationToken cancellationToken)
    {
        var isWheel = WheelRequests.TryMake(candidate, [], out var request);
        if (isWheel && request.AllowedHashes.Count > 0)
        {
            return;
        }

        if (requirement.Url is null && requirement.Specifier.Clauses is not [{ Operator: SpecifierOperator.Equal or SpecifierOperator.Arbitrary }])
        {
            throw Errors.HashesUnpinned(_log.Describe(candidate, candidate.DirectUrl ?? candidate.File!.Value.Url));
        }

        var sha256 = candidate.File?.Sha256 ?? (isWheel ? (await _pipeline.GetAsync(request).ConfigureAwait(false)).Sha256 : "...");
        throw Errors.HashesMissing($"{requirement} --hash=sha256:{sha256}");
    }

    /// <inheritdoc/>
    public bool IsLocked(ProjectName project) => Given.LockedPages.ContainsKey(project);

    /// <inheritdoc/>
    public string? HintFor(ProjectName project)
        => _options.NoIndex ? "`--no-index` is set: no index was asked" + (_options.FindLinks.Count > 0 ? ", only the links of `--find-links`." : ", and no `--find-links` is given.")
            : _options.Pins.TryGetValue(project, out var pin) ? $"`{project}` is pinned to {LinkUrl.Redact(pin.Url)} ({pin.Origin}): no other index was asked."
            : _index.FailureOf(project);

    /// <inheritdoc/>
    public void PrefetchPage(ProjectName project)
    {
        if (!Given.LockedPages.ContainsKey(project))
        {
            _seen?.Add(project);
            _index.PrefetchPage(project);
        }
    }

    /// <inheritdoc/>
    public void PrefetchMetadata(Candidate candidate)
    {
        if (Given.LockedPages.ContainsKey(candidate.Project))
        {
            _pipeline.Start(candidate, candidate.File?.ComesFrom);
        }
        else if (candidate.File is { Kind: DistributionKind.Wheel } file)
        {
            _seen?.Add(file);
            _index.PrefetchMetadata(file, () => StartWhole(candidate));
        }
    }

    /// <summary>Starts to fetch a whole wheel for its metadata. It does so for the first wanted wheel of each project only, because the solver rarely needs another one.</summary>
    private void StartWhole(Candidate candidate)
    {
        if (_startedWhole.TryAdd(candidate.Project, true))
        {
            _pipeline.Start(candidate);
        }
    }

    /// <summary>The page of a lock file for a project that is pinned to an index. Throws unless that index has the file.</summary>
    private async ValueTask<ProjectPage?> GetPinnedAsync(ProjectPage locked, IndexPin pin, CancellationToken cancellationToken)
    {
        var file = locked.GetFile(0);
        do
        {
            if (await _index.GetPageAsync(locked.Project, cancellationToken).ConfigureAwait(false) is { } page && HasFile(page, file))
            {
                return locked;
            }
        }
        while (await _index.RefreshPageAsync(locked.Project, cancellationToken).ConfigureAwait(false));

        throw Errors.PinnedElsewhere($"{LinkUrl.Redact(file.Url)} (from {file.ComesFrom})", locked.Project.Value, LinkUrl.Redact(pin.Url), pin.Origin);
    }

    /// <summary>Whether a page has a file: one of its name with the same hash, or with the same URL.</summary>
    private static bool HasFile(ProjectPage page, ProjectFile file)
    {
        for (var i = 0; i < page.FileCount; i++)
        {
            var other = page.GetFile(i);
            if (other.FileName == file.FileName && ((file.Sha256 is { } sha256 && other.Sha256 == sha256) || other.Url == file.Url))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the metadata of candidates that the log lists and the solver did not need, because pip reads the metadata of each candidate that it prints.</summary>
    internal async ValueTask ReadAwaitedAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in _log.Awaited())
        {
            var file = candidate.File!.Value;
            if (file.Kind == DistributionKind.Sdist || Given.LockedPages.ContainsKey(candidate.Project))
            {
                continue;
            }

            try
            {
                _ = await _index.GetDependenciesAsync(file, cancellationToken).ConfigureAwait(false);
            }
            catch (UnusableMetadataException)
            {
                // The metadata was read, and that it is unusable does not matter: the candidate was not chosen.
            }
            catch (PartialMetadataException)
            {
                // Only the whole wheel has the metadata. The log's line needs no more than the length of the wheel, which arrives before the content.
                if (WheelRequests.TryMake(candidate, [], out var request) && !_pipeline.TryGet(request, out _))
                {
                    _ = await _wheels.WaitForLengthAsync(request.Url, _pipeline.Begin(request)).ConfigureAwait(false);
                }
            }
            catch (UserErrorException)
            {
                continue;
            }

            TellMetadata(candidate, file);
        }
    }

    private async ValueTask<DependencyMetadata> ReceiveAsync(Candidate candidate, ProjectFile file, ValueTask<DependencyMetadata> answer)
    {
        try
        {
            var metadata = await answer.ConfigureAwait(false);
            if (_fetchEarly)
            {
                _pipeline.Start(candidate);
            }

            TellMetadata(candidate, file);
            return metadata;
        }
        catch (UnusableMetadataException error)
        {
            TellMetadata(candidate, file);
            throw new MetadataUnusableException(error.Message, error.IsInvalid);
        }
        catch (PartialMetadataException)
        {
            return await ReadWheelAsync(candidate, file).ConfigureAwait(false);
        }
        catch (UserErrorException error) when (error.InnerException is FileRefusedException refused)
        {
            throw IndexWheelSource.Refuse(new WheelRefusedException(refused, error.Message), _log.Describe(candidate, LinkUrl.Redact(file.Url)));
        }
        catch (Exception exception) when (exception is not MetadataUnusableException && FailureContext.Add(exception, $"reading the metadata of {LinkUrl.Redact(file.Url)}"))
        {
            throw;
        }
    }

    /// <summary>Logs the origin of the metadata: the document beside the wheel, or the wheel.</summary>
    private void TellMetadata(Candidate candidate, ProjectFile file)
    {
        if (!_log.WantsDetail(file))
        {
            return;
        }

        if (file.HasMetadata)
        {
            var length = _index.GetMetadataLength(file, out var isFetched);
            _log.MetadataRead(file, isFetched, $"{file.FileName}.metadata", length);
        }
        else if (WheelRequests.TryMake(candidate, [], out var request))
        {
            var length = file.Size > 0 ? file.Size : _wheels.GetLength(file.Url) ?? _index.GetFileLength(file.Url);
            _log.MetadataRead(file, !_pipeline.WasCached(request), file.FileName, length);
        }
    }

    /// <summary>Reads the metadata from the whole wheel. Unlike a range request, a broken download is resumed.</summary>
    private async Task<DependencyMetadata> ReadWheelAsync(Candidate candidate, ProjectFile file)
    {
        _ = WheelRequests.TryMake(candidate, [], out var request);
        request = request with { Description = _log.Describe(candidate, LinkUrl.Redact(request.Url)) };
        try
        {
            // The pipeline records which wheels it fetched; otherwise the log would print that the wheel was cached.
            if (!_pipeline.TryGet(request, out _))
            {
                _ = _pipeline.Begin(request);
            }

            var landing = _pipeline.GetAsync(request).AsTask();
            _ = await _wheels.WaitForLengthAsync(request.Url, landing).ConfigureAwait(false);
            TellMetadata(candidate, file);
            var wheel = await landing.ConfigureAwait(false);
            return _index.AdoptMetadata(file, await _pipeline.ReadMetadataAsync(wheel, request).ConfigureAwait(false));
        }
        catch (UserErrorException error) when (error.InnerException is InconsistentWheelException inconsistency)
        {
            throw new MetadataUnusableException(inconsistency.Message);
        }
        catch (UserErrorException error) when (error.InnerException is WheelRefusedException refused)
        {
            // The wheel may have been fetched early, when the requirement was not known yet.
            throw IndexWheelSource.Refuse(refused, _log.Describe(candidate, LinkUrl.Redact(file.Url)));
        }
        catch (UnusableMetadataException error)
        {
            throw new MetadataUnusableException(error.Message, error.IsInvalid);
        }
    }

    /// <summary>The versions of a project for this interpreter, as pip lists them.</summary>
    private async ValueTask<string> ListVersionsAsync(ProjectName project, CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        if (await _index.GetPageAsync(project, cancellationToken).ConfigureAwait(false) is { } page)
        {
            for (var i = 0; i < page.VersionCount; i++)
            {
                var (first, count) = page.GetFiles(i);
                for (var at = first; at < first + count; at++)
                {
                    var file = page.GetFile(at);
                    if (file.Kind == DistributionKind.Sdist || (WheelFileName.TryParse(file.FileName, out var name) && _tags.Rank(name.Tags) >= 0))
                    {
                        versions.Add(page.GetVersion(i).ToString());
                        break;
                    }
                }
            }
        }

        return versions.Count == 0 ? "none" : string.Join(", ", versions);
    }
}
