using PipCs.Diagnostics;
using PipCs.Downloading;
using PipCs.Freezing;
using PipCs.Installing;
using PipCs.Listing;
using PipCs.Locking;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Showing;
using PipCs.Syncing;
using PipCs.Uninstalling;
using PipCs.Updating;

namespace PipCs.Tests.Client;

public sealed class PipClientTests : IDisposable
{
    private readonly HelloEnvironment _environment = new();

    private PipClient Client => _environment.Client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task Install_gives_what_was_installed_removed_and_kept()
    {
        var first = await InstallAsync("pipcs-hello==1.0.0");
        var second = await Client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-hello"), Options = new() { Upgrade = UpgradeStrategy.OnlyIfNeeded } }, Token);
        var third = await InstallAsync("pipcs-hello");

        var hello = first.Installed.Single(item => item.Distribution.Name == "pipcs-hello");
        Assert.True(first.Changed);
        Assert.Equal(("1.0.0", true, false), (hello.Distribution.Version.ToString(), hello.Distribution.IsRequested, hello.Distribution.IsDirect));
        Assert.EndsWith("/pipcs_hello-1.0.0-py3-none-any.whl", hello.Distribution.Url, StringComparison.Ordinal);
        Assert.Empty(first.Removed);
        Assert.Equal([new RemovedItem("pipcs-hello", "1.0.0")], second.Removed);
        Assert.Equal("1.1.0", second.Installed.Single(item => item.Distribution.Name == "pipcs-hello").Distribution.Version.ToString());
        Assert.False(third.Changed);
        Assert.Contains(third.Kept, kept => kept.Name == "pipcs-hello" && kept.Version.ToString() == "1.1.0");
        Assert.Empty(third.Installed);
    }

    [Fact]
    public async Task Installed_item_reads_its_files_from_the_environment()
    {
        var result = await InstallAsync("pipcs-hello");

        foreach (var item in result.Installed)
        {
            var files = item.ReadFiles();
            Assert.Contains(files, file => file.EndsWith("/RECORD", StringComparison.Ordinal));
            Assert.All(files, file => Assert.True(File.Exists(file), file));
        }
    }

    [Fact]
    public async Task Install_of_a_wheel_by_path_is_direct_and_says_so()
    {
        var path = Path.Combine(HelloEnvironment.Packages, "pipcs_words-1.0-py3-none-any.whl");

        var result = await InstallAsync(path);

        var item = Assert.Single(result.Installed);
        Assert.Equal(("pipcs-words", true, $"file://{path}"), (item.Distribution.Name, item.Distribution.IsDirect, item.Distribution.Url));
    }

    [Fact]
    public async Task Dry_run_gives_what_would_be_installed_and_changes_nothing()
    {
        var result = await Client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-hello"), DryRun = true, WantsReport = true }, Token);

        Assert.False(result.Changed);
        Assert.Contains(result.Installed, item => item.Distribution.Name == "pipcs-hello" && item.ReadFiles().Count == 0);
        Assert.NotNull(result.Report);
        Assert.Empty((await Client.ListAsync(new ListRequest(), cancellationToken: Token)).Distributions);
    }

    [Fact]
    public async Task Resolve_gives_what_an_install_would_choose()
    {
        await InstallAsync("pipcs-words");

        var result = await Client.ResolveAsync(new ResolveRequest { Sources = Asking("pipcs-hello", "pipcs-words") }, Token);

        Assert.Contains(result.Chosen, chosen => chosen.Name == "pipcs-hello" && chosen.Url is not null);
        Assert.Contains(result.Kept, kept => kept.Name == "pipcs-words" && kept.Url is null);
    }

    [Fact]
    public async Task Lock_and_download_give_files()
    {
        var folder = Path.Combine(_environment.Folder, "wheels");

        var locked = await Client.LockAsync(new LockRequest { Sources = Asking("pipcs-words") }, Token);
        var saved = await Client.DownloadAsync(new DownloadRequest { Sources = Asking("pipcs-words"), Folder = folder }, Token);
        var again = await Client.DownloadAsync(new DownloadRequest { Sources = Asking("pipcs-words"), Folder = folder }, Token);

        Assert.Equal("pipcs-words", Assert.Single(locked.File.Packages).Name.Value);
        Assert.Equal(locked.File.ToString(), System.Text.Encoding.UTF8.GetString(locked.Content));
        Assert.Equal((Path.Combine(folder, "pipcs_words-1.0-py3-none-any.whl"), false), (Assert.Single(saved.Files).Path, saved.Files[0].WasThere));
        Assert.True(File.Exists(saved.Files[0].Path));
        Assert.True(Assert.Single(again.Files).WasThere);
    }

    [Fact]
    public async Task Update_sync_and_uninstall_say_what_they_changed()
    {
        await InstallAsync("pipcs-hello==1.0.0");
        var requirements = Path.Combine(_environment.Folder, "requirements.txt");
        await File.WriteAllTextAsync(requirements, "pipcs-words\n", Token);

        var updated = await Client.UpdateAsync(new UpdateRequest { Names = ["pipcs-hello"] }, Token);
        var synced = await Client.SyncAsync(new SyncRequest { Sources = new RequirementSources { RequirementFiles = [requirements] } }, Token);
        var removed = await Client.UninstallAsync(new UninstallRequest { Sources = Asking("pipcs-words") }, Token);

        Assert.Equal([new PlannedChange("pipcs-hello", "1.0.0", "1.1.0")], updated.Changes);
        Assert.Contains(new PlannedChange("pipcs-hello", "1.1.0", null), synced.Changes);
        Assert.Equal(["pipcs-words"], removed.Removed.Select(distribution => distribution.Name));
        Assert.Empty(Client.Freeze(new FreezeRequest()));
    }

    [Fact]
    public async Task What_is_installed_is_listed_frozen_shown_and_checked()
    {
        await InstallAsync("pipcs-words");

        Assert.Equal(["pipcs-words"], (await Client.ListAsync(new ListRequest(), cancellationToken: Token)).Distributions.Select(listed => listed.Installed.Name));
        Assert.Equal(["pipcs-words==1.0"], Client.Freeze(new FreezeRequest()));
        Assert.Equal((1, "missing"), (Client.Show(new ShowRequest { Names = ["pipcs-words", "missing"] }) is var shown ? shown.Distributions.Count : 0, Assert.Single(shown.Missing)));
        Assert.True(Client.Check().IsClean);
    }

    [Fact]
    public async Task Error_has_its_code_and_leaves_the_environment()
    {
        await InstallAsync("pipcs-words");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => InstallAsync("pipcs-words", "no-such-project"));

        Assert.Equal("NoMatchingDistribution", error.Code);
        Assert.Equal(["pipcs-words==1.0"], Client.Freeze(new FreezeRequest()));
    }

    [Fact]
    public async Task Source_without_a_name_is_refused_with_a_code()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => InstallAsync(Path.Combine(HelloEnvironment.Packages, "pipcs_loud-0.1.tar.gz")));

        Assert.Equal("SourceNotAvailableYet", error.Code);
    }

    [Fact]
    public async Task Cancelled_install_changes_nothing_and_leaves_nothing_running()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.InstallAsync(new InstallRequest { Sources = Asking("pipcs-hello") }, source.Token));

        Assert.Empty(Client.Freeze(new FreezeRequest()));
    }

    [Fact]
    public void Environment_without_a_Python_is_an_error_that_names_it()
    {
        var error = Assert.Throws<UserErrorException>(() => PipClient.ForEnvironment(Path.Combine(_environment.Folder, "nothing")));

        Assert.Contains("nothing", error.Message, StringComparison.Ordinal);
        Assert.Equal("InterpreterNotLocated", error.Code);
    }

    [Fact]
    public async Task Two_installs_at_once_into_one_environment_both_arrive()
    {
        await Task.WhenAll(InstallAsync("pipcs-hello"), InstallAsync("pipcs-words"));

        Assert.True(Client.Check().IsClean);
        Assert.Equal(2, Client.Freeze(new FreezeRequest()).Count());
    }

    private Task<InstallResult> InstallAsync(params string[] arguments) => Client.InstallAsync(new InstallRequest { Sources = Asking(arguments) }, Token);

    private static RequirementSources Asking(params string[] arguments) => new() { Arguments = arguments };
}
