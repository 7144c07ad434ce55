using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary><c>--override</c>, from the command line, the environment and the configuration; an addition to pip.</summary>
public sealed class OverrideTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public OverrideTests()
    {
        var links = _workspace.Folder("links");
        new WheelBuilder("app", "1.0").Module().Requires("lib<2").Write(links);
        new WheelBuilder("lib", "1.0").Module().Write(links);
        new WheelBuilder("lib", "3.0").Module().Write(links);
        _workspace.Set("PIP_NO_INDEX", "1");
        _workspace.Set("PIP_FIND_LINKS", links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_override_replaces_what_a_dependency_asks_without_a_word_of_conflict()
    {
        var file = _workspace.Write("overrides.txt", "# newer than app knows\nlib>=3\n");
        var result = _workspace.PipCs("install", "--override", file, "app").MustSucceed();
        Assert.EndsWith("Successfully installed app-1.0 lib-3.0\n", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Install_override_of_the_environment_counts()
    {
        _workspace.Set("PIP_OVERRIDE", _workspace.Write("overrides.txt", "lib==3.0\n"));
        Assert.Contains("Would install app-1.0 lib-3.0", _workspace.PipCs("install", "--dry-run", "app").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_override_of_the_configuration_counts()
    {
        _workspace.Set("PIP_CONFIG_FILE", _workspace.Write("pip.conf", $"[install]\noverride = {_workspace.Write("overrides.txt", "lib==3.0\n")}\n"));
        Assert.Contains("Would install app-1.0 lib-3.0", _workspace.PipCs("install", "--dry-run", "app").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_override_that_conflicts_is_named_in_the_explanation()
    {
        var file = _workspace.Write("overrides.txt", "lib>=3\n");
        var constraints = _workspace.Write("constraints.txt", "\nlib<2\n");
        _workspace.PipCs("install", "--override", file, "-c", constraints, "app").MustFail().ErrorHas(
            "ERROR: ResolutionImpossible",
            $"depends on lib<2, which is overridden by lib>=3 (--override {file} (line 1))",
            $"the constraint lib<2 (-c {constraints} (line 2)) rules out");
    }

    [Theory]
    [InlineData("-e .\n", "Overrides cannot be editable: .")]
    [InlineData("lib>=\n", "ERROR: Invalid requirement: 'lib>='")]
    public void Install_override_that_cannot_be_used_is_refused(string content, string expected)
        => _workspace.PipCs("install", "--override", _workspace.Write("overrides.txt", content), "app").MustFail().ErrorHas(expected);

    [Fact]
    public void Install_override_file_that_is_missing_is_named()
        => _workspace.PipCs("install", "--override", "nowhere.txt", "app").MustFail().ErrorHas("Could not open override file: [Errno 2] No such file or directory: 'nowhere.txt'");

    [Fact]
    public void Install_override_takes_no_part_in_abbreviations()
        => _workspace.PipCs("install", "--overrid", "x", "app").MustFail(2).ErrorHas("no such option: --overrid");
}
