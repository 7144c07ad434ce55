using PipCs.Diagnostics;
using PipCs.Downloading;
using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Syncing;
using PipCs.Uninstalling;
using PipCs.Updating;

namespace PipCs.Tests.Client;

public sealed class EventTests : IDisposable
{
    private readonly HelloEnvironment _environment = new();

    private PipClient Client => _environment.Client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task Install_reports_collecting_installing_and_installed()
    {
        await InstallAsync("pipcs-hello==1.0.0");

        Assert.Equal(
            [
                "collecting pipcs-hello==1.0.0 from '': pipcs-hello 1.0.0, pipcs_hello-1.0.0-py3-none-any.whl",
                "collecting pipcs-words>=1 from 'pipcs-hello==1.0.0': pipcs-words 1.0, pipcs_words-1.0-py3-none-any.whl",
                "installing pipcs-words 1.0, pipcs-hello 1.0.0",
                "ended 2",
                "installed pipcs-hello 1.0.0, pipcs-words 1.0",
            ],
            _environment.Events.Take());
    }

    [Fact]
    public async Task Upgrade_reports_the_removal_of_the_old_copy()
    {
        await InstallAsync("pipcs-hello==1.0.0");
        _environment.Events.Take();

        await Client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-hello"), Options = new() { Upgrade = UpgradeStrategy.OnlyIfNeeded } }, Token);

        Assert.Equal(
            [
                "satisfied pipcs-hello from '': pipcs-hello 1.0.0, site-packages",
                "collecting pipcs-hello from '': pipcs-hello 1.1.0, pipcs_hello-1.1.0-py3-none-any.whl",
                "satisfied pipcs-words>=1 from 'pipcs-hello': pipcs-words 1.0, site-packages",
                "installing pipcs-hello 1.1.0",
                "found pipcs-hello 1.0.0, Replaced by 'pipcs-hello'",
                "removing pipcs-hello 1.0.0, Replaced",
                "removed pipcs-hello 1.0.0, Replaced",
                "ended 1",
                "installed pipcs-hello 1.1.0",
            ],
            _environment.Events.Take());
    }

    [Fact]
    public async Task Dry_run_reports_what_would_be_installed()
    {
        await Client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-words"), DryRun = true }, Token);

        Assert.Equal(["collecting pipcs-words from '': pipcs-words 1.0, pipcs_words-1.0-py3-none-any.whl", "would install pipcs-words 1.0"], _environment.Events.Take());
    }

    [Fact]
    public async Task Download_reports_saved_files_and_those_that_are_there()
    {
        var request = new DownloadRequest { Sources = Asking("pipcs-words"), Folder = Path.Combine(_environment.Folder, "wheels") };
        const string Collecting = "collecting pipcs-words from '': pipcs-words 1.0, pipcs_words-1.0-py3-none-any.whl";

        await Client.DownloadAsync(request, Token);
        Assert.Equal([Collecting, "saved pipcs_words-1.0-py3-none-any.whl", "downloaded pipcs-words 1.0"], _environment.Events.Take());

        await Client.DownloadAsync(request, Token);
        Assert.Equal([Collecting, "already downloaded pipcs_words-1.0-py3-none-any.whl", "downloaded pipcs-words 1.0"], _environment.Events.Take());
    }

    [Fact]
    public async Task Uninstall_reports_each_removal()
    {
        await InstallAsync("pipcs-words");
        _environment.Events.Take();

        await Client.UninstallAsync(new UninstallRequest { Sources = Asking("pipcs-words", "missing") }, Token);

        Assert.Equal(["found pipcs-words 1.0, Requested by ''", "removing pipcs-words 1.0, Requested", "removed pipcs-words 1.0, Requested"], _environment.Events.Take());
        Assert.Contains((Severity.Warning, "Skipping missing as it is not installed."), _environment.Reporter.Lines);
    }

    [Fact]
    public async Task Uninstall_that_is_refused_reports_no_removed()
    {
        await InstallAsync("pipcs-words");
        _environment.Events.Take();

        await Client.UninstallAsync(new UninstallRequest { Sources = Asking("pipcs-words"), Confirm = static () => false }, Token);

        Assert.Equal(["found pipcs-words 1.0, Requested by ''", "removing pipcs-words 1.0, Requested"], _environment.Events.Take());
    }

    [Fact]
    public async Task Update_and_sync_report_the_steps_of_an_install()
    {
        await InstallAsync("pipcs-hello==1.0.0");
        var requirements = Path.Combine(_environment.Folder, "requirements.txt");
        await File.WriteAllTextAsync(requirements, "pipcs-words\n", Token);
        _environment.Events.Take();

        await Client.UpdateAsync(new UpdateRequest { Names = ["pipcs-hello"] }, Token);
        Assert.Equal(
            ["installing pipcs-hello 1.1.0", "found pipcs-hello 1.0.0, Replaced by 'pipcs-hello'", "removing pipcs-hello 1.0.0, Replaced", "removed pipcs-hello 1.0.0, Replaced", "ended 1", "installed pipcs-hello 1.1.0"],
            _environment.Events.Take().SkipWhile(static step => !step.StartsWith("installing", StringComparison.Ordinal)));

        await Client.SyncAsync(new SyncRequest { Sources = new RequirementSources { RequirementFiles = [requirements] } }, Token);
        Assert.Equal(["removing pipcs-hello 1.1.0, Unwanted", "removed pipcs-hello 1.1.0, Unwanted"], _environment.Events.Take().Where(static step => !step.StartsWith("satisfied", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Client_without_an_observer_installs_and_reports_no_step_to_the_reporter()
    {
        var reporter = new RecordingReporter();
        var client = new PipClient(Client.Session with { Events = null, Reporter = reporter });

        var result = await client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-words") }, Token);

        Assert.True(result.Changed);
        Assert.DoesNotContain(reporter.Lines, static line => line.Message.Contains("Installing", StringComparison.Ordinal));
    }

    private Task<InstallResult> InstallAsync(params string[] arguments) => Client.InstallAsync(new InstallRequest { Sources = Asking(arguments) }, Token);

    private static RequirementSources Asking(params string[] arguments) => new() { Arguments = arguments };
}
