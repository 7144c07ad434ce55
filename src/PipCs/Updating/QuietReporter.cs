using PipCs.Diagnostics;

namespace PipCs.Updating;

/// <summary>Lowers the information that <c>install</c> reports, because a user of <c>update</c> and <c>sync</c> wants to see the plan.</summary>
internal sealed class QuietReporter(IReporter inner) : IReporter
{
    /// <inheritdoc/>
    public bool Shows(Severity severity) => inner.Shows(Lower(severity));

    /// <inheritdoc/>
    public IWorkObserver? Work => inner.Work;

    /// <inheritdoc/>
    public void Report(Severity severity, string message, int indent = 0) => inner.Report(Lower(severity), message, indent);

    /// <inheritdoc/>
    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => inner.BeginTransfer(label, totalBytes, indent, elapsed);

    private static Severity Lower(Severity severity) => severity == Severity.Info ? Severity.Verbose : severity;
}
