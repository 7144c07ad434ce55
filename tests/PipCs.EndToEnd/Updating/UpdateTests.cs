using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Updating;

/// <summary><c>update</c> on real environments: the plan, what is asked, what is left alone, and that nothing breaks that stays.</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string[] _index;

    public UpdateTests()
    {
        _index = ["--no-index", "-f", Path.Combine(Binary.Root, "samples", "packages")];
        _workspace.PipCs(["install", .. _index, "pipcs-hello==1.0.0"]).MustSucceed();
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Plan_is_shown_and_carried_out()
    {
        Assert.Equal("pipcs-hello 1.0.0 -> 1.1.0\nUpdated 1 distribution.\n", Update("--yes").MustSucceed().Output);
        Assert.Equal("pipcs-hello==1.1.0\npipcs-words==1.0\n", _workspace.PipCs("freeze").Output);
        Assert.Equal("Everything is up to date.\n", Update("--yes").MustSucceed().Output);
    }

    [Fact]
    public void Dry_run_changes_nothing()
    {
        var before = _workspace.Environment();

        Assert.Equal("pipcs-hello 1.0.0 -> 1.1.0\n", Update("--dry-run").MustSucceed().Output);
        Assert.Equal(
            "{\"changed\": false, \"changes\": [{\"name\": \"pipcs-hello\", \"old_version\": \"1.0.0\", \"new_version\": \"1.1.0\"}]}\n",
            Update("--dry-run", "--format", "json").MustSucceed().Output);
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void Without_a_terminal_and_yes_it_asks_for_yes()
    {
        var before = _workspace.Environment();

        Update().MustFail().ErrorHas("Cannot ask whether to go on", "--yes", "--dry-run");
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Theory]
    [InlineData("y\n")]
    [InlineData("\n")]
    [InlineData("YES\nY\n")]
    public void On_a_terminal_it_asks_and_a_yes_goes_on(string typed)
    {
        var result = _workspace.OnTerminal([("Proceed (Y/n)? ", typed)], ["update", .. _index]).MustSucceed();
        Assert.StartsWith("pipcs-hello 1.0.0 -> 1.1.0\r\nProceed (Y/n)? ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("Updated 1 distribution.\r\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(typed.Length > 2, result.Output.Contains("Your response ('yes') was not one of the expected responses: y, n, \r\n", StringComparison.Ordinal));
        Assert.Equal("pipcs-hello==1.1.0\npipcs-words==1.0\n", _workspace.PipCs("freeze").Output);
    }

    /// <summary>A no, the end of the input (Ctrl-D), an interrupt (Ctrl-C).</summary>
    [Theory]
    [InlineData("n\n", 1)]
    [InlineData("\u0004", 2)]
    [InlineData("\u0003", 1)]
    public void On_a_terminal_whatever_is_no_yes_changes_nothing(string typed, int exitCode)
    {
        var before = _workspace.Environment();

        var result = _workspace.OnTerminal([("Proceed (Y/n)? ", typed)], ["update", .. _index]).MustFail(exitCode);
        Assert.DoesNotContain("Updated", result.Output, StringComparison.Ordinal);
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void Requested_stays_as_it_was()
    {
        Update("--yes", "--pre").MustSucceed();

        Assert.True(File.Exists(Path.Combine(_workspace.SitePackages, "pipcs_hello-1.1.0.dist-info", "REQUESTED")));
        Assert.Equal([], Directory.GetFiles(_workspace.SitePackages, "REQUESTED", SearchOption.AllDirectories).Where(path => path.Contains("pipcs_words", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_stays_constrains_what_is_updated()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_workspace.SitePackages, "holder-1.0.dist-info")).FullName;
        File.WriteAllText(Path.Combine(folder, "METADATA"), "Metadata-Version: 2.1\nName: holder\nVersion: 1.0\nRequires-Dist: pipcs-hello<1.1\n");

        Assert.Equal("Everything is up to date.\n", Update("--yes", "pipcs-hello").MustSucceed().Output);
    }

    [Fact]
    public void Constraints_hold() => Assert.Equal("Everything is up to date.\n", Update("--yes", "-c", _workspace.Write("c.txt", "pipcs-hello<1.1\n")).MustSucceed().Output);

    [Fact]
    public void Name_with_extras_is_an_error_that_says_so()
        => Update("--yes", "pipcs-hello[x]").MustFail().ErrorHas("Cannot update pipcs-hello[x]: it is not the name of a project.", "hint: Name it without extras and versions");

    [Fact]
    public void Name_that_is_not_installed_is_an_error()
        => Update("--yes", "nosuch").MustFail().ErrorHas("Cannot update nosuch: it is not installed.", "hint: `pip-cs install nosuch`");

    [Fact]
    public void What_came_from_a_url_is_left_alone()
    {
        _workspace.PipCs("install", "--no-deps", "--force-reinstall", Path.Combine(_index[2], "pipcs_hello-1.0.0-py3-none-any.whl")).MustSucceed();

        Assert.Equal("Everything is up to date.\n", Update("--yes").MustSucceed().Output);
        Update("--yes", "pipcs-hello").MustFail().ErrorHas("Cannot update pipcs-hello: it came from file://");
    }

    private ProgramResult Update(params string[] arguments) => _workspace.PipCs(["update", .. _index, .. arguments]);
}
