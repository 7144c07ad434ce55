using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Standards.Projects;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>Reports which wheels are fetched and which the cache has, in pip's order, and shows the progress of the transfer.</summary>
internal sealed class DownloadLines(InstallServices services)
{
    private readonly IReporter _reporter = services.Session.Reporter;
    private readonly IProgress<PipEvent>? _events = services.Session.Events;

    /// <summary>Reports an event for each wheel, and begins the progress bar of those that are fetched.</summary>
    /// <returns>The progress bar; null where nothing is fetched, or nobody sees it.</returns>
    internal async ValueTask<ITransferProgress?> ReportAsync(IEnumerable<PlannedWheel> wheels)
    {
        var showsProgress = _reporter.Shows(Severity.Info);
        if (!showsProgress && _events is null)
        {
            return null;
        }

        long bytes = 0;
        foreach (var wheel in wheels)
        {
            if (LinkUrl.IsFile(wheel.Request.Url))
            {
                continue;
            }

            var isCached = services.Pipeline.WasCached(wheel.Request);

            // A page in HTML has no sizes; the answer of the file's server has.
            var length = wheel.Request.Size > 0 || isCached
                ? wheel.Request.Size
                : await services.Files.WaitForLengthAsync(wheel.Request.Url, services.Pipeline.Begin(wheel.Request)).ConfigureAwait(false) ?? -1;
            bytes += isCached ? 0 : Math.Max(0, length);
            Report(wheel, isCached, length);
        }

        return showsProgress ? BeginTransfer(bytes) : null;
    }

    /// <summary>Reports one wheel, unless its metadata was read out of the wheel: then its event came while it was collected.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <param name="isCached">Whether it comes from the cache.</param>
    /// <param name="length">The length in bytes; below 1 where it is not known.</param>
    internal void Report(PlannedWheel wheel, bool isCached, long length)
    {
        if (_events is not null && wheel.Resolved.Candidate.File is { HasMetadata: true })
        {
            _events.Report(new PipEvent.WheelFetching(WheelRequests.FileNameOf(wheel.Request.Url), length > 0 ? length : null, isCached));
        }
    }

    /// <summary>Begins the progress bar of so many bytes; null where there are none.</summary>
    internal ITransferProgress? BeginTransfer(long bytes)
    {
        if (bytes == 0)
        {
            return null;
        }

        var progress = _reporter.BeginTransfer("Downloading", bytes, elapsed: services.Files.Elapsed);
        services.Files.Show(progress);
        return progress;
    }
}
