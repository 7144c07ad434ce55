using PipCs.Resolution;
using System.Runtime.ExceptionServices;
using PipCs.Archives.Zip;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Installing;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolving;
using PipCs.Standards.Projects;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Downloading;

/// <summary>A request to <c>download</c>.</summary>
public sealed record DownloadRequest
{
    /// <summary>The requirements.</summary>
    public required RequirementSources Sources { get; init; }

    /// <summary>Which candidates may be used.</summary>
    public ResolutionOptions Options { get; init; } = new();

    /// <summary>Leave out what is named, take only what it depends on.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary>The folder to save to.</summary>
    public required string Folder { get; init; }
}

/// <summary>The result of a download.</summary>
/// <param name="Files">The distributions with the paths of their files, in the order in which they were chosen.</param>
public sealed record DownloadResult(IReadOnlyList<DownloadedFile> Files);

/// <summary>A file of a download.</summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Path">The absolute path of its file.</param>
/// <param name="WasThere">Whether the folder had it before.</param>
public sealed record DownloadedFile(ChosenDistribution Distribution, string Path, bool WasThere);

/// <summary><c>download</c>: resolves as for an empty environment and saves the wheels, verified, several at a time.</summary>
internal static class Downloader
{
    private const int ParallelDownloads = 8;

    /// <summary>Downloads.</summary>
    /// <exception cref="UserErrorException">Something is wrong that a person can understand; no half file is left.</exception>
    internal static async Task<DownloadResult> RunAsync(DownloadRequest request, Session session, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(request, session, Path.GetFullPath(request.Folder), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errors.CannotInstall(SystemErrorText.Of(error), "");
        }
    }

    private static async Task<DownloadResult> RunAsync(DownloadRequest request, Session session, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var planRequest = new PlanRequest
        {
            Command = "download",
            Sources = request.Sources,
            Options = request.Options,
            OnlyDependencies = request.OnlyDependencies,
            DownloadFolder = folder,
        };
        var read = await ReadRequest.ReadAsync(planRequest, session, cancellationToken).ConfigureAwait(false);
        await using var services = InstallServices.Open(read, session, cancellationToken);
        var plan = await InstallPlanner.PlanAsync(read, services, InstalledDistributions.Scan([]), cancellationToken).ConfigureAwait(false);
        var wheels = plan.Wheels.OrderBy(wheel => wheel.Resolved.DecisionOrder).ToArray();
        var saving = new (PlannedWheel Wheel, string Path)[wheels.Length];
        var missing = new List<(PlannedWheel Wheel, string Path)>();
        for (var i = 0; i < saving.Length; i++)
        {
            var wheel = wheels[i];
            var path = Path.Combine(folder, Path.GetFileName(WheelRequests.FileNameOf(wheel.Request.Url)));
            saving[i] = (wheel, path);
            if (File.Exists(path) && await IsSavedAsync(path, wheel.Request, session.Reporter, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            missing.Add(saving[i]);
        }

        if (read.Index.Offline)
        {
            OfflineGaps.Throw([.. missing.Select(static item => item.Wheel.Request.Url).Where(static url => LinkUrl.ToPath(url) is null).Select(OfflineGaps.DescribeFile)], services.Index);
        }

        var transfers = SaveAllAsync(services, missing, cancellationToken);
        var lines = new DownloadLines(services);
        await ReportAsync(lines, services, missing.Select(static item => item.Wheel), transfers).ConfigureAwait(false);
        var progress = lines.BeginTransfer(missing.Sum(static item => LinkUrl.IsFile(item.Wheel.Request.Url) ? 0 : Math.Max(0, item.Wheel.Request.Size)));
        await transfers.ConfigureAwait(false);
        progress?.Dispose();
        foreach (var (_, path) in missing)
        {
            session.Events?.Report(new PipEvent.Saved(path));
        }

        if (saving.Length > 0 && session.Events is { } events)
        {
            events.Report(new PipEvent.Downloaded([.. saving.Select(static item => new NamedVersion(item.Wheel.DisplayName, item.Wheel.Resolved.Candidate.Version))]));
        }

        return new([.. saving.Select(item => new DownloadedFile(ChosenDistribution.Of(item.Wheel), item.Path, WasThere: !missing.Contains(item)))]);
    }

    private static async Task<bool> IsSavedAsync(string path, WheelRequest request, IReporter reporter, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            if (request.AllowedHashes.Count == 0 && request.Sha256 is null)
            {
                if (IsArchive(file))
                {
                    return true;
                }

                reporter.Report(Severity.Warning, $"Previously-downloaded file {path} is no wheel. Re-downloading.", indent: 2);
                return false;
            }

            using var hasher = new WheelHasher(request);
            await CopyAsync(file, Stream.Null, hasher, cancellationToken).ConfigureAwait(false);
            if (hasher.TryFinish(out _))
            {
                return true;
            }
        }

        reporter.Report(Severity.Warning, $"Previously-downloaded file {path} has bad hash. Re-downloading.", indent: 2);
        return false;
    }

    /// <summary>Whether a file without a known hash is at least a whole archive.</summary>
    private static bool IsArchive(FileStream file)
    {
        var tail = new byte[Math.Min(file.Length, ZipDirectory.LongestTail)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        try
        {
            return ZipDirectory.TryLocate(tail, file.Length, out _);
        }
        catch (Exception problem) when (problem is InvalidDataException or ZipConflictException)
        {
            return false;
        }
    }

    /// <summary>Saves several at once. Of several failures the first in pip's order ends the command, whichever was noticed first.</summary>
    private static async Task SaveAllAsync(InstallServices services, List<(PlannedWheel Wheel, string Path)> missing, CancellationToken cancellationToken)
    {
        var failures = new Exception?[missing.Count];
        var first = missing.Count;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, missing.Count), options, async (i, token) =>
        {
            if (i > Volatile.Read(ref first))
            {
                return;
            }

            try
            {
                await SaveAsync(services, missing[i].Wheel, missing[i].Path, token).ConfigureAwait(false);
            }
            catch (UserErrorException error)
            {
                failures[i] = error;
                for (var known = Volatile.Read(ref first); i < known; known = Volatile.Read(ref first))
                {
                    _ = Interlocked.CompareExchange(ref first, i, known);
                }
            }
        }).ConfigureAwait(false);
        if (first < missing.Count)
        {
            ExceptionDispatchInfo.Throw(failures[first]!);
        }
    }

    /// <summary>Reports the wheels that are fetched, in pip's order, each as soon as its length is known.</summary>
    private static async Task ReportAsync(DownloadLines lines, InstallServices services, IEnumerable<PlannedWheel> wheels, Task saving)
    {
        foreach (var wheel in wheels.Where(static wheel => wheel.Resolved.Candidate.File is { HasMetadata: true } && !LinkUrl.IsFile(wheel.Request.Url)))
        {
            var length = wheel.Request.Size > 0 ? wheel.Request.Size : await services.Files.WaitForLengthAsync(wheel.Request.Url, saving).ConfigureAwait(false);
            lines.Report(wheel, isCached: false, length ?? -1);
        }
    }

    private static async Task SaveAsync(InstallServices services, PlannedWheel wheel, string path, CancellationToken cancellationToken)
    {
        var aside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using var hasher = new WheelHasher(wheel.Request);
            if (services.Saved?.Take(wheel.Request.Url) is { } saved)
            {
                var file = File.OpenRead(saved);
                await using (file.ConfigureAwait(false))
                {
                    await CopyAsync(file, Stream.Null, hasher, cancellationToken).ConfigureAwait(false);
                }

                _ = hasher.Finish();
                File.Move(saved, path, overwrite: true);
                return;
            }

            var body = await services.Files.OpenAsync(wheel.Request, cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var file = File.Create(aside);
                await using (file.ConfigureAwait(false))
                {
                    await CopyAsync(body, file, hasher, cancellationToken).ConfigureAwait(false);
                }
            }

            _ = hasher.Finish();
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, WheelHasher hasher, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            hasher.Append(buffer.AsSpan(0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }
}
