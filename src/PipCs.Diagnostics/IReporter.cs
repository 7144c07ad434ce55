namespace PipCs.Diagnostics;

/// <summary>
/// Where the rooms say what a person should read. Cli implements it over the terminal; a program
/// that uses the library implements its own or takes <see cref="SilentReporter"/>. Thread-safe.
/// </summary>
public interface IReporter
{
    /// <summary>Whether a line of this severity would be shown; ask before building a costly message.</summary>
    bool Shows(Severity severity);

    /// <summary>Shows a message of one or more lines.</summary>
    /// <param name="severity">Its importance, which also chooses the stream and the prefix.</param>
    /// <param name="message">Without <c>WARNING: </c> or <c>ERROR: </c> in front.</param>
    /// <param name="indent">Spaces in front of every line, before the prefix, as pip's nested steps have.</param>
    void Report(Severity severity, string message, int indent = 0);

    /// <summary>Begins to show the progress of a transfer; disposing ends it.</summary>
    /// <param name="label">What is transferred.</param>
    /// <param name="totalBytes">Its length, or null where the server does not say.</param>
    /// <param name="indent">Spaces in front of the bar.</param>
    /// <param name="elapsed">How long ago it began, where it was not shown at once.</param>
    ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default);

    /// <summary>Ends the steps of installing some distributions, whose names were printed before: where pip's progress bar leaves an empty line.</summary>
    /// <param name="count">How many were installed.</param>
    void EndInstalling(int count)
    {
    }

    /// <summary>Observes how far the work is; null where nobody watches, so that counting costs nothing then.</summary>
    IWorkObserver? Work => null;
}

/// <summary>One transfer's progress. Thread-safe; disposing it says that all of it has come. One that fails is not disposed.</summary>
public interface ITransferProgress : IDisposable
{
    /// <summary>Tells that so many further bytes have come.</summary>
    void Advance(long bytes);
}
