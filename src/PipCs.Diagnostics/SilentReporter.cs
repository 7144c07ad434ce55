namespace PipCs.Diagnostics;

/// <summary>A reporter that shows nothing.</summary>
public sealed class SilentReporter : IReporter, ITransferProgress
{
    private SilentReporter()
    {
    }

    /// <summary>The only instance.</summary>
    public static SilentReporter Instance { get; } = new();

    /// <inheritdoc/>
    public bool Shows(Severity severity) => false;

    /// <inheritdoc/>
    public void Report(Severity severity, string message, int indent = 0)
    {
    }

    /// <inheritdoc/>
    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => this;

    /// <inheritdoc/>
    public void Advance(long bytes)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
