using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Releases;

/// <summary>What is asked of the index about many packages, beside real pip on the same environment and the recorded index: exit code, stdout and stderr are the same.</summary>
public sealed class NewestReleaseTests : IDisposable
{
    private static readonly (string Name, string Version)[] Installed =
    [
        ("requests", "0.0.1"), ("idna", "999"), ("urllib3", "1.0"), ("numpy", "0.1"), ("click", "0.1"), ("pluggy", "0.1.dev1"), ("not-on-the-index", "1.0"), ("Jinja2", "0.5"),
    ];

    private readonly Workspace _workspace = new();

    public NewestReleaseTests()
    {
        foreach (var (name, version) in Installed)
        {
            Install(name, version, name == "requests" ? "Requires-Dist: urllib3\nRequires-Dist: idna\n" : "");
        }
    }

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("list --outdated")]
    [InlineData("list -o --format json")]
    [InlineData("list -o --format json -v")]
    [InlineData("list -o --format freeze")]
    [InlineData("list -o -v")]
    [InlineData("list -o -q")]
    [InlineData("list -o --pre")]
    [InlineData("list -o --all-releases numpy --only-final :all:")]
    [InlineData("list -o --pre --only-final numpy")]
    [InlineData("list -o --not-required")]
    [InlineData("list -o --exclude numpy --exclude jinja2")]
    [InlineData("list -o --editable")]
    [InlineData("list -o --no-binary :all:")]
    [InlineData("list -o --only-binary :all:")]
    [InlineData("list -o --no-binary numpy --prefer-binary")]
    [InlineData("list -u")]
    [InlineData("list -u --format freeze")]
    [InlineData("list -u -o")]
    [InlineData("index versions requests")]
    [InlineData("index versions Requests --json")]
    [InlineData("index versions nosuchpackage")]
    [InlineData("index versions numpy --pre --only-binary :all:")]
    [InlineData("index versions jinja2 --no-binary :all:")]
    [InlineData("index versions")]
    [InlineData("index versions one two")]
    [InlineData("index")]
    public void Answers_are_those_of_real_pip(string command)
    {
        string[] words = [.. command.Split(' '), "--index-url", RecordedIndex.Mirror()];
        var theirs = _workspace.RealPip(words);
        var cold = _workspace.PipCs(words);
        var warm = _workspace.PipCs(words);

        Assert.Equal((theirs.ExitCode, theirs.Output, theirs.Error), (cold.ExitCode, cold.Output, cold.Error));
        Assert.Equal((theirs.ExitCode, theirs.Output, theirs.Error), (warm.ExitCode, warm.Output, warm.Error));
    }

    [Fact]
    public void Newest_release_is_up_to_date()
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("requests", "1.0").Module(), new WheelBuilder("requests", "2.0").Module()));
        Directory.Delete(Path.Combine(_workspace.SitePackages, "requests-0.0.1.dist-info"), true);
        Install("requests", "2.0", "");

        Assert.Contains("requests 2.0", _workspace.PipCs("list", "-u", "--index-url", server.IndexUrl).MustSucceed().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("requests", _workspace.PipCs("list", "-o", "--index-url", server.IndexUrl).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_that_is_down_lists_nothing_as_pip_does()
    {
        string[] words = ["list", "-o", "--retries", "0", "--index-url", "http://127.0.0.1:1/simple/"];

        Assert.Equal(_workspace.RealPip(words).MustSucceed().Output, _workspace.PipCs(words).MustSucceed().Output);
    }

    private void Install(string name, string version, string more)
    {
        var folder = Path.Combine(_workspace.SitePackages, $"{name.Replace('-', '_')}-{version}.dist-info");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}");
        File.WriteAllText(Path.Combine(folder, "INSTALLER"), "pip\n");
        File.WriteAllText(Path.Combine(folder, "RECORD"), "");
    }
}
