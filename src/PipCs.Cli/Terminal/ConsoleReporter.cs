using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Shows what the rooms report: information on standard output, warnings and errors on standard
/// error with pip's prefixes, in colour on a terminal; all of it also in the log file where there is one.
/// </summary>
internal sealed class ConsoleReporter : IReporter, IDisposable
{
    private readonly StandardOutput _output;
    private readonly Severity _threshold;
    private readonly LogFile? _log;
    private readonly bool _colouredErrors;
    private readonly TransferDisplay _transfers;

    internal ConsoleReporter(StandardOutput output, int verbosity, bool noColour, string? logFile, ProgressStyle progress)
    {
        _output = output;
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
        _transfers = new TransferDisplay(output, verbosity < 0 ? ProgressStyle.Off : progress, noColour);
    }

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
            _transfers.WriteBetween(Format("", message, indent, ""));
        }
        else
        {
            var colour = !_colouredErrors ? "" : severity == Severity.Warning ? "\e[33m" : "\e[31m";
            _transfers.Pause();
            _output.WriteError(Format(prefix, message, indent, colour));
            _transfers.Resume();
        }
    }

    /// <inheritdoc/>
    public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0) => _transfers.Begin(totalBytes, indent);

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();

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
