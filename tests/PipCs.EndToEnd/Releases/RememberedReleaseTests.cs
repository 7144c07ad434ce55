using System.Text.Json;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Releases;

/// <summary>With a time to live that the user gives, what is known of newest releases answers without a request. The server counts.</summary>
public sealed class RememberedReleaseTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly FaultServer _server = new(FaultServer.Index(
        new WheelBuilder("alpha", "1.0"), new WheelBuilder("alpha", "2.0"), new WheelBuilder("beta", "1.0"), new WheelBuilder("beta", "3.0")));

    public RememberedReleaseTests()
    {
        Install("alpha", "1.0");
        Install("beta", "3.0");
        Install("gamma", "1.0");
    }

    public void Dispose()
    {
        _server.Dispose();
        _workspace.Dispose();
    }

    private string Bucket => Path.Combine(_workspace.Cache, "pip-cs", "packages-v1");

    [Fact]
    public void Without_a_time_to_live_the_index_is_asked_every_time_and_nothing_is_remembered()
    {
        Assert.Contains("alpha", Outdated(), StringComparison.Ordinal);
        Assert.Contains("alpha", Outdated(), StringComparison.Ordinal);
        Assert.Equal(6, _server.Requests.Count);
        Assert.False(Directory.Exists(Bucket));
    }

    [Theory]
    [InlineData("option")]
    [InlineData("variable")]
    [InlineData("configuration")]
    public void With_a_time_to_live_the_second_run_asks_nothing(string means)
    {
        string[] more = means == "option" ? ["--cache-ttl", "1h"] : [];
        if (means == "variable")
        {
            _workspace.Set("PIP_CACHE_TTL", "3600");
        }
        else if (means == "configuration")
        {
            _workspace.Set("PIP_CONFIG_FILE", _workspace.Write("pip.conf", "[global]\ncache-ttl = 1h\n"));
        }

        var first = Outdated(more);
        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal(["alpha-1.0.json", "beta-3.0.json", "gamma-1.0.json"], Directory.GetFiles(Bucket).Select(Path.GetFileName).Order());
        Assert.Equal(first, Outdated(more));
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public void Entry_is_what_is_documented()
    {
        Outdated("--cache-ttl", "1h");
        using var entry = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bucket, "alpha-1.0.json")));
        var package = entry.RootElement.GetProperty("package");
        Assert.Equal(("alpha", "1.0", "2.0", "wheel"), (Text(package, "name"), Text(package, "version"), Text(package, "latest_version"), Text(package, "latest_filetype")));
        Assert.InRange(entry.RootElement.GetProperty("timestamp").GetDouble(), 1.7e9, 1e10);
    }

    [Fact]
    public void Zero_always_asks()
    {
        Outdated("--cache-ttl", "1h");
        Outdated("--cache-ttl", "0");
        Assert.Equal(6, _server.Requests.Count);
    }

    [Fact]
    public void Expired_entries_are_misses_and_are_replaced()
    {
        Outdated("--cache-ttl", "1h");
        foreach (var file in Directory.GetFiles(Bucket))
        {
            var text = File.ReadAllText(file);
            var at = text.IndexOf("\"timestamp\":", StringComparison.Ordinal) + 12;
            File.WriteAllText(file, text[..at] + "1000000000}");
        }

        // The pages' own answers are as old as they were: of these it is a day that the user allows.
        Directory.Delete(Path.Combine(_workspace.Cache, "pip-cs", "answers-v1"), true);
        Assert.Contains("alpha", Outdated("--cache-ttl", "1h"), StringComparison.Ordinal);
        Assert.Equal(6, _server.Requests.Count);
        Assert.DoesNotContain("1000000000}", File.ReadAllText(Path.Combine(Bucket, "alpha-1.0.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_rules_and_other_indexes_are_other_answers()
    {
        Outdated("--cache-ttl", "1h");
        Outdated("--cache-ttl", "1h", "--pre");
        Assert.Equal(6, _server.Requests.Count);
        using var other = new FaultServer(FaultServer.Index(new WheelBuilder("alpha", "9.0")));
        Assert.Contains("9.0", _workspace.PipCs("list", "--outdated", "--cache-ttl", "1h", "--index-url", other.IndexUrl).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(3, other.Requests.Count);
    }

    [Fact]
    public void Refreshed_package_is_asked_for()
    {
        Outdated("--cache-ttl", "1h");
        Outdated("--cache-ttl", "1h", "--refresh-package", "beta");
        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal("GET /simple/beta/", _server.Requests.Last());
    }

    [Fact]
    public void Index_that_is_down_is_not_remembered_as_one_without_releases()
    {
        _workspace.PipCs("list", "--outdated", "--cache-ttl", "1h", "--retries", "0", "--index-url", "http://127.0.0.1:1/simple/").MustSucceed();
        Assert.Empty(Directory.Exists(Bucket) ? Directory.GetFiles(Bucket) : []);
    }

    [Fact]
    public void Index_versions_asks_once()
    {
        string[] words = ["index", "versions", "alpha", "--index-url", _server.IndexUrl, "--cache-ttl", "1h"];
        var first = _workspace.PipCs(words).MustSucceed().Output;
        Assert.Contains("Available versions: 2.0, 1.0", first, StringComparison.Ordinal);
        Assert.Equal(first, _workspace.PipCs(words).MustSucceed().Output);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void Update_of_what_is_the_newest_asks_once()
    {
        string[] words = ["update", "beta", "--dry-run", "--index-url", _server.IndexUrl, "--cache-ttl", "1h"];
        Assert.Contains("Everything is up to date.", _workspace.PipCs(words).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("Everything is up to date.", _workspace.PipCs(words).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void Update_of_what_is_not_the_newest_finds_the_newer_release()
        => Assert.Contains("2.0", _workspace.PipCs("update", "alpha", "--dry-run", "--index-url", _server.IndexUrl, "--cache-ttl", "1h").MustSucceed().Output, StringComparison.Ordinal);

    [Fact]
    public void Cache_stats_tell_what_was_saved()
    {
        Outdated("--cache-ttl", "1h");
        Outdated("--cache-ttl", "1h");
        Outdated("--cache-ttl", "1h");
        using var stats = JsonDocument.Parse(_workspace.PipCs("cache", "stats", "--format", "json").MustSucceed().Output);
        var packages = stats.RootElement.GetProperty("buckets").GetProperty("packages");
        Assert.Equal((6, 3, 0, 6), (Number(packages, "hits"), Number(packages, "misses"), Number(packages, "expired"), Number(packages, "saved_requests")));
        Assert.True(Number(stats.RootElement.GetProperty("total"), "saved_requests") >= 6);
        Assert.Contains("Saved requests", _workspace.PipCs("cache", "stats").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_stats_without_any_use_and_without_a_cache_leave_no_trace()
    {
        _workspace.PipCs("list").MustSucceed();
        Assert.False(File.Exists(Path.Combine(_workspace.Cache, "pip-cs", "uses-v1")));
        Outdated("--no-cache-dir");
        Assert.False(File.Exists(Path.Combine(_workspace.Cache, "pip-cs", "uses-v1")));
    }

    private string Outdated(params string[] more) => _workspace.PipCs(["list", "--outdated", "--index-url", _server.IndexUrl, .. more]).MustSucceed().Output;

    private void Install(string name, string version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_workspace.SitePackages, $"{name}-{version}.dist-info")).FullName;
        File.WriteAllText(Path.Combine(folder, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        File.WriteAllText(Path.Combine(folder, "INSTALLER"), "pip\n");
        File.WriteAllText(Path.Combine(folder, "RECORD"), "");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
