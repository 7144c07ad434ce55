using PipCs.Events;

namespace PipCs.Tests.Client;

/// <summary>An observer that keeps the events until they are taken.</summary>
internal sealed class RecordedEvents : IProgress<PipEvent>
{
    private readonly List<PipEvent> _events = [];

    public void Report(PipEvent value)
    {
        lock (_events)
        {
            _events.Add(value);
        }
    }

    /// <summary>Gives the events since the last call, each as its kind and its data.</summary>
    internal IReadOnlyList<string> Take()
    {
        lock (_events)
        {
            string[] taken = [.. _events.Select(Describe)];
            _events.Clear();
            return taken;
        }
    }

    private static string Describe(PipEvent step) => step switch
    {
        PipEvent.Collecting collecting => $"collecting {collecting.Requirement} from '{collecting.Origin}': {collecting.Project} {collecting.Version}, {Path.GetFileName(collecting.Url)}",
        PipEvent.AlreadySatisfied satisfied => $"satisfied {satisfied.Requirement} from '{satisfied.Origin}': {satisfied.Project} {satisfied.Version}, {Path.GetFileName(satisfied.Folder)}",
        PipEvent.AlreadyDownloaded there => $"already downloaded {Path.GetFileName(there.Path)}",
        PipEvent.Installing installing => $"installing {string.Join(", ", installing.Items.Select(Describe))}",
        PipEvent.InstallingEnded ended => $"ended {ended.Count}",
        PipEvent.Installed installed => $"installed {string.Join(", ", installed.Items.Select(Describe))}",
        PipEvent.WouldInstall planned => $"would install {string.Join(", ", planned.Items.Select(Describe))}",
        PipEvent.RemovalFound found => $"found {found.Name} {found.Version}, {found.Reason} by '{found.ReplacedBy}'",
        PipEvent.RemovalSkipped skipped => $"skipped {skipped.Name} {skipped.Version}, {skipped.Reason}",
        PipEvent.Removing removing => $"removing {removing.Name} {removing.Version}, {removing.Reason}",
        PipEvent.Removed removed => $"removed {removed.Name} {removed.Version}, {removed.Reason}",
        PipEvent.Saved saved => $"saved {Path.GetFileName(saved.Path)}",
        PipEvent.Downloaded downloaded => $"downloaded {string.Join(", ", downloaded.Items.Select(Describe))}",
        _ => step.ToString(),
    };

    private static string Describe(NamedVersion item) => $"{item.Name} {item.Version}";
}
