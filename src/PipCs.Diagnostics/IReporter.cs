namespace PipCs.Diagnostics;

/// <summary>
/// Receives the lines that a user should read. Cli implements it for the terminal; a program
/// that uses the library implements its own or takes <see cref="SilentReporter"/>. Thread-safe.
/// </summary>
public interface IReporter
{
    /// <summary>Whether a line of this severity would be shown; ask before building a costly message.</summary>
    bool Shows(Severity severity);

    /// <summary>Shows a message of one or more lines.</summary>
    /// <param name="severity">Its importance, which also chooses the stream and the prefix.</param>
    /// <param name="message">Without <c>WARNING: </c> or <c>ERROR: </c> in front.</param>
    /// <param name="indent">Spaces in front of every line, before the prefix, as in pip's nested steps.</param>
    void Report(Severity severity, string message, int indent = 0);

    /// <summary>Begins to show the progress of a transfer; disposing ends it.</summary>
    /// <param name="label">The name of the transfer.</param>
    /// <param name="totalBytes">Its length, or null where the server does not give it.</param>
    /// <param name="indent">Spaces in front of the bar.</param>
    /// <param name="elapsed">The time since it began, if it is shown later.</param>
    ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default);

    /// <summary>Observes the progress of work; null where it is not shown, so that counting costs nothing.</summary>
    IWorkObserver? Work => null;
}

/// <summary>The progress of one transfer. Thread-safe. Disposing means that everything has arrived; a transfer that fails is not disposed.</summary>
public interface ITransferProgress : IDisposable
{
    /// <summary>Counts further bytes that have arrived.</summary>
    void Advance(long bytes);
}
