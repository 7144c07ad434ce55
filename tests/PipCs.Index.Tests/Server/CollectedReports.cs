using System.Collections.Concurrent;
using PipCs.Diagnostics;

namespace PipCs.Index.Tests.Server;

internal sealed class CollectedReports : IReporter
{
    private readonly ConcurrentQueue<(Severity Severity, string Message)> _reports = [];

    public IEnumerable<string> Warnings => _reports.Where(report => report.Severity == Severity.Warning).Select(report => report.Message);

    public IEnumerable<string> All => _reports.Select(report => report.Message);

    public bool Shows(Severity severity) => true;

    public void Report(Severity severity, string message, int indent = 0) => _reports.Enqueue((severity, message));

    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => SilentReporter.Instance;
}
