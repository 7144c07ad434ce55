using PipCs.Diagnostics;
using PipCs.Standards.Projects;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>Reports which wheels are fetched and which the cache has, in pip's lines and order, and shows the progress of the transfer.</summary>
internal sealed class DownloadLines(InstallServices services)
{
    private readonly IReporter _reporter = services.Session.Reporter;

    /// <summary>Reports a line for each wheel, and begins the progress bar of those that are fetched.</summary>
    /// <returns>The progress bar; null where nothing is fetched, or nobody sees it.</returns>
    internal async ValueTask<ITransferProgress?> ReportAsync(IEnumerable<PlannedWheel> wheels)
    {
        if (!_reporter.Shows(Severity.Info))
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
            Report(wheel, isCached ? "Using cached" : "Downloading", length);
        }

        return BeginTransfer(bytes);
    }

    /// <summary>Reports one wheel, unless its metadata was read out of the wheel: then its line came while it was collected.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <param name="verb">The first word of the line.</param>
    /// <param name="length">The length in bytes; below 1 where it is not known.</param>
    internal void Report(PlannedWheel wheel, string verb, long length)
    {
        if (wheel.Resolved.Candidate.File is { HasMetadata: true })
        {
            _reporter.Report(Severity.Info, $"{verb} {WheelRequests.FileNameOf(wheel.Request.Url)}{(length > 0 ? $" ({ByteSize.Format(length)})" : "")}");
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
