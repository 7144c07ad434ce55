using System.Text;
using PipCs.Cache;
using PipCs.Checking;
using PipCs.Diagnostics;
using PipCs.Freezing;
using PipCs.Harness;
using PipCs.Inspecting;
using PipCs.Listing;
using PipCs.Showing;

namespace PipCs.Tests.Selection;

/// <summary>The commands about what is installed, each beside the real pip on the same environment.</summary>
public sealed class InstalledCommandsTests(OddEnvironment environment) : IClassFixture<OddEnvironment>
{
    [SharedTheory("mirror/files")]
    [InlineData("")]
    [InlineData("-v")]
    [InlineData("--not-required")]
    [InlineData("--editable")]
    [InlineData("--exclude-editable")]
    [InlineData("--exclude Foo_bar --exclude legacy")]
    [InlineData("--local -v")]
    [InlineData("--format freeze")]
    [InlineData("--format freeze -v")]
    [InlineData("--format json -v")]
    public async Task List_prints_what_pip_prints(string options)
    {
        var words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var request = new ListRequest
        {
            NotRequired = words.Contains("--not-required"),
            Editable = words.Contains("--editable"),
            IncludeEditable = !words.Contains("--exclude-editable"),
            Local = words.Contains("--local"),
            Excludes = words.Where((_, index) => index > 0 && words[index - 1] == "--exclude").ToList(),
        };
        var reporter = new RecordingReporter();
        var result = await ListAsync(request, reporter);
        var verbose = words.Contains("-v");
        var text = words.Contains("freeze") ? ListRendering.Freeze(result, verbose)
            : words.Contains("json") ? ListRendering.Json(result, verbose, newest: false)
            : ListRendering.Columns(result, verbose, newest: false);

        Assert.Equal(environment.Ask(["list", .. words]), (0, text + "\n", reporter.Errors));
    }

    [Fact]
    public async Task List_of_a_path_knows_development_installs()
    {
        _ = SharedFiles.Require("mirror/files");
        var result = await ListAsync(new() { Paths = [environment.DevelopmentFolder] }, SilentReporter.Instance);

        Assert.Equal(environment.Ask("list", "--path", environment.DevelopmentFolder).Output, ListRendering.Columns(result, false, newest: false) + "\n");
    }

    [Fact]
    public async Task List_of_nothing_prints_nothing()
    {
        var result = await ListAsync(new() { Paths = ["/nowhere"] }, SilentReporter.Instance);

        Assert.Equal("", ListRendering.Columns(result, false, newest: false));
        Assert.Equal("", ListRendering.Freeze(result, false));
        Assert.Equal("[]", ListRendering.Json(result, false, newest: false));
    }

    [Fact]
    public async Task Path_with_local_is_refused()
    {
        await Assert.ThrowsAsync<UserErrorException>(async () => await ListAsync(new() { Paths = ["/"], Local = true }, SilentReporter.Instance));
        Assert.Throws<UserErrorException>(() => Freezer.Run(new() { Paths = ["/"], User = true }, environment.Interpreter, SilentReporter.Instance, TestContext.Current.CancellationToken));
        Assert.Throws<UserErrorException>(() => Inspector.Run(new() { Paths = ["/"], Local = true }, environment.Interpreter, SilentReporter.Instance));
    }

    [SharedTheory("mirror/files")]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("--exclude-editable --exclude foo_bar")]
    [InlineData("--all -r requirements")]
    public void Freeze_prints_what_pip_prints(string options)
    {
        var words = options.Replace("requirements", environment.Requirements, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var request = new FreezeRequest
        {
            All = words.Contains("--all"),
            ExcludeEditable = words.Contains("--exclude-editable"),
            Excludes = words.Contains("--exclude") ? ["foo_bar"] : [],
            RequirementsFiles = words.Contains("-r") ? [environment.Requirements] : [],
        };
        var reporter = new RecordingReporter();
        var lines = Freezer.Run(request, environment.Interpreter, reporter, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(environment.Ask(["freeze", .. words]), (0, string.Concat(lines.Select(line => line + "\n")), reporter.Errors));
    }

    [SharedTheory("mirror/files")]
    [InlineData("foo-bar legacy")]
    [InlineData("-f -v disty legacy Built edit dev-pkg direct missing another")]
    [InlineData("noname nover")]
    public void Show_prints_what_pip_prints(string options)
    {
        var words = options.Split(' ');
        var names = words.Where(word => word[0] != '-').ToList();
        var reporter = new RecordingReporter();
        var result = Describer.Run(new() { Names = names, Files = words.Contains("-f") }, environment.Interpreter, reporter);

        Assert.Equal(environment.Ask(["show", .. words]), (0, ShowRendering.Text(result, words.Contains("-f"), words.Contains("-v")) + "\n", reporter.Errors));
    }

    [Fact]
    public void Check_prints_what_pip_prints()
    {
        _ = SharedFiles.Require("mirror/files");
        var reporter = new RecordingReporter();
        var result = Checker.Run(environment.Interpreter, reporter);

        Assert.False(result.IsClean);
        Assert.Equal(environment.Ask("check"), (1, CheckRendering.Text(result) + "\n", reporter.Errors));
    }

    [Fact]
    public void Inspect_prints_what_pip_prints()
    {
        _ = SharedFiles.Require("mirror/files");
        var reporter = new RecordingReporter();
        var json = InspectRendering.Json(Inspector.Run(new(), environment.Interpreter, reporter), "26.3");

        Assert.Equal(environment.Ask("inspect"), (0, Encoding.UTF8.GetString(json.Span), reporter.Errors));
    }

    private ValueTask<ListResult> ListAsync(ListRequest request, IReporter reporter)
        => Lister.RunAsync(request, new Session { Interpreter = environment.Interpreter, Cache = CacheRoot.Disabled, Reporter = reporter }, null, TestContext.Current.CancellationToken);
}
