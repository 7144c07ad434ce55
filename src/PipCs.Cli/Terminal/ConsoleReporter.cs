using System.Text;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Prints the lines of the rooms: information on standard output, warnings and errors on standard
/// error with pip's prefixes, in colour on a terminal. All of them also go to the log file, where there is one.
/// </summary>
internal sealed class ConsoleReporter : IReporter, IDisposable
{
    private readonly StandardOutput _output;
    private readonly int _messages;
    private readonly Severity _threshold;
    private readonly LogFile? _log;
    private readonly bool _colouredErrors;
    private readonly TransferDisplay _transfers;
    private readonly LiveArea? _live;
    private readonly WorkBoard? _work;

    /// <summary>Opens the log file, if there is one.</summary>
    /// <param name="output">The standard streams.</param>
    /// <param name="verbosity">How much is shown.</param>
    /// <param name="noColour">Whether colours are forbidden.</param>
    /// <param name="logFile">A file that gets everything; may be null.</param>
    /// <param name="progress">How transfers are shown.</param>
    /// <param name="isAttended">Whether a user may be watching.</param>
    /// <param name="messages">The descriptor for messages: 2 where standard output gets the result of a command.</param>
    internal ConsoleReporter(StandardOutput output, int verbosity, bool noColour, string? logFile, ProgressStyle progress, bool isAttended = true, int messages = 1)
    {
        _output = output;
        _messages = messages;
        _threshold = verbosity switch
        {
            >= 2 => Severity.Debug,
            1 => Severity.Verbose,
            0 => Severity.Info,
            -1 => Severity.Warning,
            -2 => Severity.Error,
            _ => Severity.Critical,
        };
        _colouredErrors = TerminalStyle.IsColoured(2, noColour);
        _log = logFile is null ? null : new LogFile(logFile);
        progress = verbosity < 0 ? ProgressStyle.Off : progress;
        StepsLeaveLine = progress == ProgressStyle.On && !ProcessIdentity.IsTerminal(1);
        var barsAreLive = TerminalStyle.IsInteractive(messages);
        if (progress == ProgressStyle.On && (barsAreLive ? messages : TerminalStyle.LiveDescriptor) is { } terminal && (barsAreLive || isAttended))
        {
            _live = new LiveArea(output, terminal, noColour, (lines, look) => Compose(lines, look, barsAreLive));
            _work = isAttended ? new WorkBoard(_live.Wake) : null;
        }

        _transfers = barsAreLive && _live is not null
            ? new TransferDisplay(WriteMessage, progress, _live.ReadLook, _live.Wake)
            : new TransferDisplay(WriteMessage, progress, static () => ProgressLook.InFile, static () => { });
    }

    /// <inheritdoc/>
    public IWorkObserver? Work => _work;

    /// <summary>Whether pip's progress bar for the steps of an installation leaves an empty line, as it does where the output is a file.</summary>
    internal bool StepsLeaveLine { get; }

    /// <inheritdoc/>
    public bool Shows(Severity severity) => severity >= _threshold || _log is not null;

    /// <inheritdoc/>
    public void Report(Severity severity, string message, int indent = 0)
    {
        var prefix = severity < Severity.Warning || message.StartsWith("DEPRECATION: ", StringComparison.Ordinal) ? ""
            : severity == Severity.Warning ? "WARNING: "
            : message.StartsWith("error: ", StringComparison.Ordinal) ? "" : "ERROR: ";
        _log?.Append(prefix, message, indent);
        if (severity < _threshold)
        {
            return;
        }

        if (severity < Severity.Warning)
        {
            WriteMessage(Format("", message, indent, ""));
        }
        else
        {
            var colour = !_colouredErrors ? "" : severity == Severity.Warning ? "\e[33m" : "\e[31m";
            _output.WriteError(Format(prefix, message, indent, colour));
        }
    }

    /// <inheritdoc/>
    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => _transfers.Begin(totalBytes, indent, elapsed);

    /// <inheritdoc/>
    public void Dispose()
    {
        _live?.Dispose();
        _log?.Dispose();
    }

    private void WriteMessage(string text)
    {
        if (_messages == 2)
        {
            _output.WriteError(text);
            return;
        }

        _output.Write(text);
        _output.Flush();
    }

    private void Compose(List<string> lines, ProgressLook look, bool withBars)
    {
        var showsTransfer = withBars && _transfers.AddBars(lines, look);
        if (_work?.Format(look, showsTransfer) is { } line)
        {
            lines.Add(line);
        }
    }

    private static string Format(string prefix, string message, int indent, string colour)
    {
        if (indent == 0 && colour.Length == 0 && message.AsSpan().IndexOfAny('\t', '\r', '\b') < 0)
        {
            return $"{prefix}{message}\n";
        }

        var result = new StringBuilder(message.Length + 32);
        var rest = message.AsSpan();
        for (var first = true; first || !rest.IsEmpty; first = false)
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            result.Append(colour);
            var start = result.Length;
            result.Append(' ', indent).Append(first ? prefix : "");
            foreach (var character in line)
            {
                if (character == '\t')
                {
                    result.Append(' ', 8 - ((result.Length - start) % 8));
                }
                else if (character is not ('\a' or '\b' or '\v' or '\f' or '\r'))
                {
                    result.Append(character);
                }
            }

            result.Append(colour.Length > 0 ? "\e[0m\n" : "\n");
        }

        if (message.EndsWith('\n'))
        {
            result.Append('\n');
        }

        return result.ToString();
    }
}
