using PipCs.Cli.Text;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Standards.Projects;

namespace PipCs.Cli.Terminal;

/// <summary>Prints pip's lines for the events of the library.</summary>
/// <param name="reporter">Prints the lines.</param>
/// <param name="severity">The severity of the lines; below <see cref="Severity.Info"/> for commands that show a plan instead of steps.</param>
/// <param name="stepsLeaveLine">Whether pip's progress bar leaves an empty line after the steps of an installation.</param>
internal sealed class EventLines(IReporter reporter, Severity severity, bool stepsLeaveLine) : IProgress<PipEvent>
{
    /// <inheritdoc/>
    public void Report(PipEvent value)
    {
        switch (value)
        {
            case PipEvent.Collecting { Url: { } url } local when LinkUrl.IsFile(url):
                Print($"Processing {DisplayPath.Of(url)}{From(local.Origin)}");
                break;
            case PipEvent.Collecting collecting:
                Print($"Collecting {collecting.Requirement}{From(collecting.Origin)}");
                break;
            case PipEvent.AlreadySatisfied satisfied:
                Print($"Requirement already satisfied: {satisfied.Requirement}{(satisfied.Folder is { } folder ? $" in {DisplayPath.Of(folder)}" : "")}{From(satisfied.Origin)} ({satisfied.Version})");
                break;
            case PipEvent.MetadataRead metadata:
                Print(FetchLine(metadata.FileName, metadata.Length, metadata.IsCached), indent: 2);
                break;
            case PipEvent.AlreadyDownloaded there:
                Print($"File was already downloaded {there.Path}", indent: 2);
                break;
            case PipEvent.WheelFetching wheel:
                Print(FetchLine(wheel.FileName, wheel.Length, wheel.IsCached));
                break;
            case PipEvent.Installing installing:
                Print($"Installing collected packages: {string.Join(", ", installing.Items.Select(static item => item.Name))}");
                break;
            case PipEvent.InstallingEnded { Count: > 1 } when stepsLeaveLine:
                Print("");
                break;
            case PipEvent.Installed installed:
                Print($"Successfully installed {Join(installed.Items)}");
                break;
            case PipEvent.WouldInstall planned:
                Print($"Would install {Join(planned.Items)}");
                break;
            case PipEvent.Removal removal:
                Report(removal);
                break;
            case PipEvent.Saved saved:
                Print($"Saved {DisplayPath.Of(saved.Path)}");
                break;
            case PipEvent.Downloaded downloaded:
                Print($"Successfully downloaded {string.Join(' ', downloaded.Items.Select(static item => item.Name))}");
                break;
        }
    }

    private static string From(string origin) => origin.Length == 0 ? "" : $" (from {origin})";

    private static string FetchLine(string fileName, long? length, bool isCached)
        => $"{(isCached ? "Using cached" : "Downloading")} {fileName}{(length is { } bytes ? $" ({ByteSize.Format(bytes)})" : "")}";

    private static string Join(IReadOnlyList<NamedVersion> items) => string.Join(' ', items.Select(static item => $"{item.Name}-{item.Version}"));

    private void Report(PipEvent.Removal removal)
    {
        var indent = removal.Reason == RemovalReason.Replaced ? 4 : 0;
        switch (removal)
        {
            case PipEvent.RemovalFound found:
                if (found.ReplacedBy is { } project)
                {
                    Print($"Attempting uninstall: {project}", indent: 2);
                }

                Print($"Found existing installation: {found.Name} {found.Version}", indent);
                break;
            case PipEvent.RemovalSkipped skipped:
                if (skipped.Refusal is { } refusal)
                {
                    Print(refusal, indent);
                }

                Print($"Can't uninstall '{skipped.Name}'. No files were found to uninstall.", indent);
                break;
            case PipEvent.Removing:
                Print($"Uninstalling {removal.Name}-{removal.Version}{(removal.Reason == RemovalReason.Unwanted ? "" : ":")}", indent);
                break;
            case PipEvent.Removed when removal.Reason != RemovalReason.Unwanted:
                Print($"Successfully uninstalled {removal.Name}-{removal.Version}", indent + 2);
                break;
        }
    }

    private void Print(string line, int indent = 0) => reporter.Report(severity, line, indent);
}
