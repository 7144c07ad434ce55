using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Tests.Selection;

/// <summary>Keeps what is reported as Cli would print it.</summary>
internal sealed class RecordingReporter : IReporter
{
    private readonly StringBuilder _errors = new();

    internal string Errors => _errors.ToString();

    public bool Shows(Severity severity) => true;

    public void Report(Severity severity, string message, int indent = 0)
    {
        if (severity >= Severity.Warning)
        {
            _errors.Append(severity == Severity.Warning ? "WARNING: " : "ERROR: ").Append(message).Append('\n');
        }
    }

    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => SilentReporter.Instance;
}
