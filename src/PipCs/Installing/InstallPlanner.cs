using System.Security.Cryptography;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Python.Bytecode;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>The first half of the line: reads requirements, resolves them, and holds what is to be installed with the parts that fetch it.</summary>
internal sealed class InstallPlanner : IAsyncDisposable
{
    private readonly Session _session;
    private readonly PackageIndex _index;
    private readonly WheelStore _store;
    private readonly PlanRequest _request;

    private InstallPlanner(PlanRequest request, Session session, PackageIndex index, IndexWheelSource source, WheelStore store, WheelPipeline pipeline, IReadOnlyList<PlannedWheel> wheels)
    {
        Source = source;
        _request = request;
        _session = session;
        _index = index;
        _store = store;
        Pipeline = pipeline;
        Wheels = wheels;
    }

    /// <summary>What is to be installed, in order.</summary>
    internal IReadOnlyList<PlannedWheel> Wheels { get; }

    /// <summary>The projects that were resolved: those of <see cref="Wheels"/>, and those that stay as they are installed.</summary>
    internal required IReadOnlySet<ProjectName> Projects { get; init; }

    /// <summary>The projects of which overrides say what is asked of them.</summary>
    internal IReadOnlySet<ProjectName> Overridden { get; private init; } = new HashSet<ProjectName>();

    /// <summary>The bytes of wheels.</summary>
    internal IndexWheelSource Source { get; }

    /// <summary>What was fetched whole for its metadata and is to be saved; null where nothing is.</summary>
    internal SavedBodies? Saved { get; private init; }

    /// <summary>Where the wheels come from.</summary>
    internal WheelPipeline Pipeline { get; }

    /// <summary>Reads and resolves.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="session">The interpreter, the cache and who is told.</param>
    /// <param name="installed">What counts as installed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task<InstallPlanner> PlanAsync(PlanRequest request, Session session, InstalledDistributions installed, CancellationToken cancellationToken)
    {
        using var resolving = WorkScope.Begin(session.Reporter.Work, WorkKind.Resolving);
        return await ReadAndResolveAsync(request, session, installed, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<InstallPlanner> ReadAndResolveAsync(PlanRequest request, Session session, InstalledDistributions installed, CancellationToken cancellationToken)
    {
        var reader = new RequirementReader(session.Interpreter.Markers, session.Reporter, (url, token) => FetchAsync(request.Index, url, session.Reporter, token))
        {
            Codecs = new(session.Interpreter.Executable),
            IgnoresRequiresPython = request.Selection.IgnoreRequiresPython,
            Tags = session.Interpreter.Tags,
            PrefersSdist = project => !request.Selection.Formats.AllowsWheel(project),
        };
        var given = await reader.ReadAsync(request.Sources, cancellationToken).ConfigureAwait(false);
        if (given.Requirements.Count == 0 && request.Sources.AreEmpty)
        {
            throw Errors.NothingToInstall(request.Command);
        }

        var (indexOptions, selection) = IndexOptionLines.Apply(given.Options, request.Index, request.Selection);
        indexOptions = IndexPins.Add(given.IndexPins, indexOptions);
        var index = new PackageIndex(indexOptions, session.Cache, session.Reporter);
        var wheelSource = new IndexWheelSource(index, session.Reporter.Work);
        var saved = request.DownloadFolder is { } folder ? new SavedBodies(wheelSource, folder) : null;
        var store = new WheelStore(session.Cache, saved is null ? wheelSource : saved, Path.Combine(Path.GetTempPath(), $"pip-cs-{Environment.ProcessId}")) { IsOffline = indexOptions.Offline };
        var pipeline = new WheelPipeline(store, CompilerFor(request, session), session.Reporter.Work, cancellationToken);
        try
        {
            IndexLocations.Tell(indexOptions, session.Reporter);
            given.Ignored.ForEach(line => session.Reporter.Report(Severity.Info, line));
            var byProject = installed.All.ToDictionary(distribution => distribution.Project);
            var log = new ResolutionLog(given, byProject, session.Reporter, request.DownloadFolder);
            var requireHashes = (selection.RequireHashes || given.RequireHashes) && !selection.NoRequireHashes && !given.NoRequireHashes;
            var source = new CandidateSource(index, pipeline, wheelSource, session.Interpreter.Tags, fetchEarly: request.WillInstall && !request.OnlyDependencies && !requireHashes, log, indexOptions, session.Reporter.Work) { Given = given };
            var resolutionRequest = MakeResolutionRequest(request, selection, given, byProject, session, requireHashes);
            log.Request = session.Reporter.Shows(Severity.Verbose) ? resolutionRequest : null;
            if (indexOptions.Offline)
            {
                var silent = new CandidateSource(
                    index, pipeline, wheelSource, session.Interpreter.Tags, fetchEarly: false, new ResolutionLog(given, byProject, SilentReporter.Instance, null), indexOptions) { Given = given };
                await OfflineGaps.CheckAsync(resolutionRequest, silent, index, resolved => request.WillInstall ? FileToFetch(resolved, pipeline) : null, cancellationToken).ConfigureAwait(false);
            }

            ResolutionResult result;
            try
            {
                result = await ResolveAsync(resolutionRequest, source, log, cancellationToken).ConfigureAwait(false);
            }
            catch (UserErrorException) when (requireHashes)
            {
                await CheckHashesAsync(log, given, pipeline).ConfigureAwait(false);
                throw;
            }

            TellTimes(resolutionRequest.Times, result, session.Reporter);
            var wheels = Choose(result, request, given, log);
            var plan = new InstallPlanner(request, session, index, wheelSource, store, pipeline, wheels)
            {
                Projects = result.Distributions.Select(resolved => resolved.Candidate.Project).ToHashSet(),
                Saved = saved,
                Overridden = given.Overrides.Select(root => root.Requirement.Project).ToHashSet(),
            };
            if (requireHashes)
            {
                await plan.RequireHashesAsync(source, given, cancellationToken).ConfigureAwait(false);
            }

            return plan;
        }
        catch
        {
            await pipeline.DisposeAsync().ConfigureAwait(false);
            store.Dispose();
            saved?.Dispose();
            await index.FlushAsync().ConfigureAwait(false);
            await index.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Offline: tells of all files at once that would have to be fetched.</summary>
    /// <param name="wheels">The wheels whose files are needed.</param>
    /// <exception cref="UserErrorException">There are some.</exception>
    internal void CheckFiles(IEnumerable<PlannedWheel> wheels)
    {
        if (_request.Index.Offline)
        {
            OfflineGaps.Throw([.. wheels.Where(wheel => LinkUrl.ToPath(wheel.Request.Url) is null).Select(wheel => OfflineGaps.DescribeFile(wheel.Request.Url))], _index);
        }
    }

    /// <summary>Tells what is fetched and what need not be, in pip's order, and begins the progress bar of what is.</summary>
    internal async ValueTask<ITransferProgress?> TellDownloadsAsync()
    {
        if (!_session.Reporter.Shows(Severity.Info))
        {
            return null;
        }

        long bytes = 0;
        foreach (var wheel in Wheels)
        {
            if (wheel.Request.Url.StartsWith("file:", StringComparison.Ordinal))
            {
                continue;
            }

            var isCached = Pipeline.WasCached(wheel.Request);

            // A page in HTML has no sizes: the answer has.
            var length = wheel.Request.Size > 0 || isCached ? wheel.Request.Size : await Source.WaitForLengthAsync(wheel.Request.Url, Pipeline.Begin(wheel.Request)).ConfigureAwait(false) ?? -1;
            bytes += isCached ? 0 : Math.Max(0, length);

            // What has no metadata beside it was told while it was collected.
            if (wheel.Resolved.Candidate.File is { HasMetadata: true })
            {
                TellDownload(wheel, isCached ? "Using cached" : "Downloading", length);
            }
        }

        return BeginTransfer(bytes);
    }

    /// <summary>Begins the progress bar of so many bytes; null where there are none.</summary>
    internal ITransferProgress? BeginTransfer(long bytes)
    {
        if (bytes == 0)
        {
            return null;
        }

        var progress = _session.Reporter.BeginTransfer("Downloading", bytes, elapsed: Source.Elapsed);
        Source.Show(progress);
        return progress;
    }

    /// <summary>Tells of one file, as pip does when it is fetched.</summary>
    internal void TellDownload(PlannedWheel wheel, string verb, long length)
        => _session.Reporter.Report(Severity.Info, $"{verb} {WheelRequests.FileNameOf(wheel.Request.Url)}{(length > 0 ? $" ({ByteSize.Format(length)})" : "")}");

    /// <summary>Checks that what was resolved is what the wheels say.</summary>
    /// <exception cref="UserErrorException">An index gave metadata beside a wheel that the wheel itself contradicts.</exception>
    internal void CheckMetadata()
    {
        foreach (var wheel in Wheels)
        {
            if (wheel.Resolved.Candidate.File is { HasMetadata: true } file && wheel.Stored is { } stored && file.MetadataSha256 != stored.MetadataSha256)
            {
                SidecarCheck.Check(wheel);
            }
        }
    }

    /// <summary>The SHA-256 of a wheel: as the index gives it, or else of the wheel itself.</summary>
    internal async Task<string> HashAsync(PlannedWheel wheel, CancellationToken cancellationToken)
        => wheel.Resolved.Candidate.File is not { } file ? (await Pipeline.GetAsync(wheel.Request).ConfigureAwait(false)).Sha256
            : file.Sha256 is { } known ? known
            : LinkUrl.ToPath(file.Url) is { } path ? await HashAsync(path, cancellationToken).ConfigureAwait(false)
            : (await Pipeline.GetAsync(wheel.Request).ConfigureAwait(false)).Sha256;

    /// <summary>Writes the installation report.</summary>
    internal async Task<byte[]> WriteReportAsync(CancellationToken cancellationToken)
    {
        var entries = new List<InstallationReport.Entry>(Wheels.Count);
        foreach (var wheel in Wheels.OrderBy(wheel => wheel.Resolved.DecisionOrder))
        {
            if (wheel.Resolved.Candidate.File is { } file)
            {
                var document = await _index.GetMetadataDocumentAsync(file, cancellationToken).ConfigureAwait(false);
                var sha256 = file.Sha256 ?? (LinkUrl.ToPath(file.Url) is { } path ? await HashAsync(path, cancellationToken).ConfigureAwait(false) : null);
                entries.Add(new InstallationReport.Entry(wheel, sha256, CoreMetadata.Parse(document, universalNewlines: file.HasMetadata), file.IsYanked));
            }
            else
            {
                var stored = await Pipeline.GetAsync(wheel.Request).ConfigureAwait(false);
                entries.Add(new InstallationReport.Entry(wheel, stored.Sha256, CoreMetadata.Parse(await Pipeline.ReadMetadataAsync(stored, wheel.Request).ConfigureAwait(false)), IsYanked: false));
            }
        }

        return InstallationReport.Write(entries, _session.Interpreter.Markers);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync().ConfigureAwait(false);
        await _index.FlushAsync().ConfigureAwait(false);
        _store.Dispose();
        Saved?.Dispose();
        await _index.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Fetches a requirements file.</summary>
    internal static async Task<FetchedFile> FetchAsync(IndexOptions options, string url, IReporter reporter, CancellationToken cancellationToken)
    {
        await using var index = new PackageIndex(options, Cache.CacheRoot.Disabled, reporter);
        var body = await index.OpenFileAsync(url, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var content = new MemoryStream();
            await body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return new FetchedFile(content.ToArray(), body.ContentType);
        }
    }

    private static async ValueTask<ResolutionResult> ResolveAsync(ResolutionRequest request, CandidateSource source, ResolutionLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await Resolver.ResolveAsync(request, source, log, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await source.ReadAwaitedAsync(cancellationToken).ConfigureAwait(false);
            log.Flush();
        }
    }

    private static void TellTimes(ResolutionTimes? times, ResolutionResult result, IReporter reporter)
    {
        if (times is not null)
        {
            reporter.Report(Severity.Debug, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Resolved {result.Distributions.Count} distributions in {times.Total.TotalMilliseconds:F1} ms: pages {times.Pages.TotalMilliseconds:F1} ms, metadata {times.Metadata.TotalMilliseconds:F1} ms, solving {times.Solving.TotalMilliseconds:F1} ms"));
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }

    private static BytecodeCompiler? CompilerFor(PlanRequest request, Session session)
        => request is { Compile: true, WillInstall: true } && session.Interpreter.CacheTag is not null
            ? new BytecodeCompiler(session.Interpreter, checksHash: session.EnvironmentVariable("SOURCE_DATE_EPOCH") is not null, session.Reporter.Work)
            : null;

    private static ResolutionRequest MakeResolutionRequest(
        PlanRequest request, SelectionOptions selection, GivenRequirements given, Dictionary<ProjectName, InstalledDistribution> installed, Session session, bool requireHashes) => new()
        {
            Requirements = given.Requirements,
            Constraints = [.. given.Constraints, .. request.FurtherConstraints],
            Overrides = given.Overrides,
            Environment = session.Interpreter.Markers,
            Tags = session.Interpreter.Tags,
            PythonVersion = session.Interpreter.Version,
            Installed = installed.ToDictionary(pair => pair.Key, pair => new InstalledCandidate
            {
                Project = pair.Key,
                Version = pair.Value.Version,
                ReadMetadata = () => pair.Value.Dependencies,
                DirectUrl = pair.Value.DirectUrl?.Url,
                IsEditable = pair.Value.EditableLocation is not null,
                StaysBeside = request.StaysBeside?.Invoke(pair.Value) ?? false,
            }),
            Upgrade = request.Upgrade,
            ForceReinstall = request.ForceReinstall,
            IgnoreDependencies = request.IgnoreDependencies,
            IgnoreRequiresPython = selection.IgnoreRequiresPython,
            PreferBinary = selection.PreferBinary,
            Formats = selection.Formats,
            Releases = selection.Releases,
            RequireHashes = requireHashes,
            UploadedPriorTo = selection.UploadedPriorTo,
            Times = session.Reporter.Shows(Severity.Debug) ? new ResolutionTimes() : null,
        };

    /// <summary>The URL of a wheel that is neither on this machine nor in the store; null where none is needed.</summary>
    private static string? FileToFetch(ResolvedDistribution resolved, WheelPipeline pipeline)
        => !resolved.StaysInstalled && WheelRequests.TryMake(resolved.Candidate, resolved.AllowedHashes, out var wheel) && LinkUrl.ToPath(wheel.Url) is null && !pipeline.TryGet(wheel, out _) ? wheel.Url : null;

    private static List<PlannedWheel> Choose(ResolutionResult result, PlanRequest request, GivenRequirements given, ResolutionLog log)
    {
        HashSet<ProjectName> leftOut = request.OnlyDependencies ? [.. given.Requirements.Select(root => root.Requirement.Project)] : [];
        var wheels = new List<PlannedWheel>();
        foreach (var resolved in result.Distributions)
        {
            if (resolved.StaysInstalled || leftOut.Contains(resolved.Candidate.Project))
            {
                continue;
            }

            if (!WheelRequests.TryMake(resolved.Candidate, resolved.AllowedHashes, out var wheelRequest))
            {
                throw resolved.Candidate.File is { } file ? Errors.SourceChosen(file.FileName) : Errors.SourceNotAvailableYet(resolved.Candidate.DirectUrl ?? resolved.Metadata.Name);
            }

            wheels.Add(new PlannedWheel
            {
                Resolved = request.WasRequested is null ? resolved : resolved with { IsRequested = request.WasRequested(resolved.Candidate.Project) },
                Position = wheels.Count,
                DisplayName = log.SpellingOf(resolved.Candidate.Project, resolved.Metadata.Name),
                Request = wheelRequest with { Description = log.Describe(resolved.Candidate, LinkUrl.Redact(wheelRequest.Url), resolved.AllowedHashes.Count > 0) + given.FromOf(resolved.Candidate.DirectUrl) },
            });
        }

        return wheels;
    }

    /// <summary>Makes sure of the hashes before anything is told: what was looked at first may not be what was chosen.</summary>
    /// <summary>Checks the hashes of what was looked at before something else failed: pip, which fetches one after the other, names the first that is wrong.</summary>
    private static async Task CheckHashesAsync(ResolutionLog log, GivenRequirements given, WheelPipeline pipeline)
    {
        foreach (var candidate in log.Collected())
        {
            var root = given.Requirements.Find(root => root.Requirement.Project == candidate.Project && root.Hashes.Count > 0);
            if (root is not null && !IsVouchedFor(candidate, root.Hashes) && WheelRequests.TryMake(candidate, root.Hashes, out var request))
            {
                _ = await pipeline.GetAsync(request with { Description = log.Describe(candidate, LinkUrl.Redact(request.Url), hasHashes: true) + given.FromOf(candidate.DirectUrl) }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the index says that a file has one of the hashes, which spares the file.</summary>
    private static bool IsVouchedFor(Candidate candidate, IReadOnlyList<string> hashes) => candidate.File?.Sha256 is { } known && hashes.Contains("sha256:" + known);

    private async Task RequireHashesAsync(CandidateSource source, GivenRequirements given, CancellationToken cancellationToken)
    {
        foreach (var wheel in Wheels.OrderBy(static wheel => wheel.Resolved.DecisionOrder))
        {
            var candidate = wheel.Resolved.Candidate;
            if (wheel.Request.AllowedHashes.Count == 0)
            {
                var root = given.Requirements.Find(root => root.Requirement.Project == candidate.Project);
                await source.RefuseWithoutHashesAsync(candidate, root?.Requirement ?? new Standards.Requirements.Requirement(wheel.DisplayName, [], Standards.Specifiers.SpecifierSet.Empty), cancellationToken).ConfigureAwait(false);
            }
            else if ((_request.IsReported || !_request.WillInstall) && !IsVouchedFor(candidate, wheel.Request.AllowedHashes))
            {
                // Where the index says another hash or none, the file decides, as for pip.
                _ = await Pipeline.GetAsync(wheel.Request).ConfigureAwait(false);
            }
        }
    }
}
