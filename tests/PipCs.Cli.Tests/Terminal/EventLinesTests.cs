using PipCs.Cli.Terminal;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Cli.Tests.Terminal;

public sealed class EventLinesTests
{
    private static readonly ProjectName Project = ProjectName.Normalize("one");
    private static readonly PackageVersion Version = PackageVersion.Parse("1.0");
    private static readonly NamedVersion[] Items = [new("two", PackageVersion.Parse("2.0")), new("One", Version)];

    public static TheoryData<PipEvent, string> Events => new()
    {
        { new PipEvent.Collecting("One>=1", "", Project, Version, "https://host/one-1.0-py3-none-any.whl"), "Collecting One>=1\n" },
        { new PipEvent.Collecting("One>=1", "two", Project, Version, null), "Collecting One>=1 (from two)\n" },
        { new PipEvent.Collecting("One", "-r a.txt (line 1)", Project, Version, "file:///wheels/one-1.0-py3-none-any.whl"), "Processing /wheels/one-1.0-py3-none-any.whl (from -r a.txt (line 1))\n" },
        { new PipEvent.AlreadySatisfied("One", "two", Project, Version, "/site"), "Requirement already satisfied: One in /site (from two) (1.0)\n" },
        { new PipEvent.AlreadySatisfied("One", "", Project, Version, null), "Requirement already satisfied: One (1.0)\n" },
        { new PipEvent.MetadataRead("one.whl.metadata", 1500, IsCached: false), "  Downloading one.whl.metadata (1.5 kB)\n" },
        { new PipEvent.MetadataRead("one.whl", null, IsCached: true), "  Using cached one.whl\n" },
        { new PipEvent.AlreadyDownloaded("/wheels/one.whl"), "  File was already downloaded /wheels/one.whl\n" },
        { new PipEvent.WheelFetching("one.whl", 1500, IsCached: false), "Downloading one.whl (1.5 kB)\n" },
        { new PipEvent.WheelFetching("one.whl", null, IsCached: true), "Using cached one.whl\n" },
        { new PipEvent.Installing(Items), "Installing collected packages: two, One\n" },
        { new PipEvent.Installed(Items), "Successfully installed two-2.0 One-1.0\n" },
        { new PipEvent.WouldInstall(Items), "Would install two-2.0 One-1.0\n" },
        { new PipEvent.RemovalFound("One", "0.9", RemovalReason.Replaced, "one"), "  Attempting uninstall: one\n    Found existing installation: One 0.9\n" },
        { new PipEvent.Removing("One", "0.9", RemovalReason.Replaced), "    Uninstalling One-0.9:\n" },
        { new PipEvent.Removed("One", "0.9", RemovalReason.Replaced), "      Successfully uninstalled One-0.9\n" },
        { new PipEvent.RemovalSkipped("One", "0.9", RemovalReason.Replaced, "Why."), "    Why.\n    Can't uninstall 'One'. No files were found to uninstall.\n" },
        { new PipEvent.RemovalFound("One", "0.9", RemovalReason.Requested, null), "Found existing installation: One 0.9\n" },
        { new PipEvent.Removing("One", "0.9", RemovalReason.Requested), "Uninstalling One-0.9:\n" },
        { new PipEvent.Removed("One", "0.9", RemovalReason.Requested), "  Successfully uninstalled One-0.9\n" },
        { new PipEvent.RemovalSkipped("One", "0.9", RemovalReason.Requested, null), "Can't uninstall 'One'. No files were found to uninstall.\n" },
        { new PipEvent.Removing("One", "0.9", RemovalReason.Unwanted), "Uninstalling One-0.9\n" },
        { new PipEvent.Removed("One", "0.9", RemovalReason.Unwanted), "" },
        { new PipEvent.Saved("/wheels/one.whl"), "Saved /wheels/one.whl\n" },
        { new PipEvent.Downloaded(Items), "Successfully downloaded two One\n" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Report_prints_the_lines_of_pip(PipEvent step, string expected)
    {
        var lines = new Lines();

        new EventLines(lines, Severity.Info, stepsLeaveLine: true).Report(step);

        Assert.Equal(expected, lines.Text);
    }

    [Theory]
    [InlineData(2, true, "\n")]
    [InlineData(1, true, "")]
    [InlineData(2, false, "")]
    public void End_of_installing_leaves_a_line_where_the_bar_of_several_steps_would(int count, bool stepsLeaveLine, string expected)
    {
        var lines = new Lines();

        new EventLines(lines, Severity.Info, stepsLeaveLine).Report(new PipEvent.InstallingEnded(count));

        Assert.Equal(expected, lines.Text);
    }

    [Fact]
    public void Report_takes_the_severity_of_the_command()
    {
        var lines = new Lines();

        new EventLines(lines, Severity.Verbose, stepsLeaveLine: false).Report(new PipEvent.Saved("/wheels/one.whl"));

        Assert.Equal(Severity.Verbose, lines.Last);
    }

    private sealed class Lines : IReporter
    {
        internal string Text { get; private set; } = "";

        internal Severity Last { get; private set; }

        public bool Shows(Severity severity) => true;

        public void Report(Severity severity, string message, int indent = 0)
        {
            Text += new string(' ', indent) + message + "\n";
            Last = severity;
        }

        public ITransferProgress BeginTransfer(string label, long? totalBytes, int indent = 0, TimeSpan elapsed = default) => SilentReporter.Instance;
    }
}
