using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Likeness;

/// <summary>What <c>-v</c> and <c>--log</c> say beyond the usual lines.</summary>
public sealed class LogTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public LogTests()
    {
        _links = _workspace.Folder("links");
        new WheelBuilder("thing", "1.0").Module().Write(_links);
        new WheelBuilder("thing", "2.0").Module().Write(_links);
        new WheelBuilder("thing", "3.0") { Tag = "cp27-cp27m-win32" }.Module().Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Verbose_install_names_the_program_and_the_Python_first()
    {
        var result = _workspace.PipCs("install", "-v", "--dry-run", "--no-index", "-f", _links, "thing").MustSucceed();
        Assert.Matches(@"\AUsing pip 26\.3 from \S+ \(python 3\.\d+\)", result.Output);
        Assert.DoesNotContain("Found link", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_says_what_becomes_of_each_link_and_each_removed_file_and_the_terminal_does_not()
    {
        _workspace.PipCs("install", "--no-index", "-f", _links, "thing==1.0").MustSucceed();
        var result = _workspace.PipCs("install", "--no-index", "-f", _links, "-U", "--log", "log", "thing").MustSucceed();

        var log = File.ReadAllLines(_workspace["log"]);
        Assert.All(log, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3} ", line));
        string[] expected =
        [
            "Using pip 26.3 from ",
            "Non-user install because user site-packages disabled",
            $"Found link file://{_links}/thing-2.0-py3-none-any.whl, version: 2.0",
            "Skipping link: none of the wheel's tags (cp27-cp27m-win32) are compatible (run pip debug --verbose to show compatible tags): ",
            "Processing ./links/thing-2.0-py3-none-any.whl",
            $"      Removing file or directory {_workspace.SitePackages}/thing-1.0.dist-info/",
            "Successfully installed thing-2.0",
        ];
        var at = 0;
        Assert.All(expected, line => Assert.True((at = Array.FindIndex(log, at, logged => logged.Contains(line, StringComparison.Ordinal))) >= 0, $"no `{line}` in its place in:\n{string.Join('\n', log)}"));
        Assert.DoesNotContain("link:", result.Output, StringComparison.Ordinal);
    }
}
