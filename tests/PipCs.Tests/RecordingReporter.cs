using PipCs.Diagnostics;

namespace PipCs.Tests;

/// <summary>A reporter that keeps what it was told.</summary>
internal sealed class RecordingReporter : IReporter
{
    internal List<(Severity Severity, string Message)> Lines { get; } = [];

    public bool Shows(Severity severity) => true;

    public void Report(Severity severity, string message, int indent = 0)
    {
        lock (Lines)
        {
            Lines.Add((severity, new string(' ', indent) + message));
        }
    }

    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => SilentReporter.Instance;
}
