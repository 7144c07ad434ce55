using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>What is asked for does not exist, contradicts itself or cannot be read.</summary>
public sealed class RequirementTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;
    private readonly string _links;

    public RequirementTests()
    {
        _unharmed = Unharmed.Begin(_workspace);
        _links = _workspace.Folder("links");
        foreach (var version in (string[])["1.0", "1.1", "2.0b1"])
        {
            new WheelBuilder("good", version).Module().Write(_links);
        }

        new WheelBuilder("left", "1.0").Module().Requires("good<1.1").Write(_links);
        new WheelBuilder("right", "1.0").Module().Requires("good>=1.1").Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_unknown_project_is_refused()
    {
        Install("nosuch").MustFail().ErrorHas(
            "ERROR: Could not find a version that satisfies the requirement nosuch (from versions: none)",
            "ERROR: No matching distribution found for nosuch");
        _unharmed.Check();
    }

    [Theory]
    [InlineData("file://otherhost/good-1.0-py3-none-any.whl", "file://otherhost/good-1.0-py3-none-any.whl")]
    [InlineData("file://otherhost/r.txt", "-r", "file://otherhost/r.txt")]
    [InlineData("file://otherhost/c.txt", "good", "-c", "file://otherhost/c.txt")]
    [InlineData("file://otherhost/pylock.toml", "-r", "file://otherhost/pylock.toml")]
    [InlineData("file://otherhost/links", "good", "--find-links", "file://otherhost/links")]
    public void Install_file_url_of_another_host_is_the_same_error_everywhere(string url, params string[] arguments)
    {
        Install(arguments).MustFail().ErrorHas($"ERROR: non-local file URIs are not supported on this platform: '{url}'");
        _unharmed.Check();
    }

    [Fact]
    public void Install_no_matching_version_lists_the_versions()
    {
        Install("good==9").MustFail().ErrorHas(
            "ERROR: Could not find a version that satisfies the requirement good==9 (from versions: 1.0, 1.1, 2.0b1)",
            "ERROR: No matching distribution found for good==9");
        _unharmed.Check();
    }

    [Fact]
    public void Install_dependencies_that_conflict_are_explained()
    {
        var result = Install("left", "right").MustFail().ErrorHas(
            "ERROR: Cannot install left==1.0 and right==1.0 because these package versions have conflicting dependencies.",
            "ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts");
        Assert.Contains("The conflict is caused by:\n    left 1.0 depends on good<1.1\n    right 1.0 depends on good>=1.1\n", result.Output, StringComparison.Ordinal);
        _unharmed.Check();
    }

    [Fact]
    public void Install_request_that_conflicts_with_a_dependency_is_explained()
    {
        var result = Install("left", "good>=1.1").MustFail().ErrorHas(
            "ERROR: Cannot install good>=1.1 and left==1.0 because these package versions have conflicting dependencies.", "ERROR: ResolutionImpossible");
        Assert.Contains("The conflict is caused by:\n    The user requested good>=1.1\n    left 1.0 depends on good<1.1\n", result.Output, StringComparison.Ordinal);
        _unharmed.Check();
    }

    [Fact]
    public void Install_malformed_requirement_points_at_the_place()
    {
        Install("good=1").MustFail().ErrorHas(
            "ERROR: Invalid requirement: 'good=1': Expected semicolon (after name with no version specifier) or end\n    good=1\n        ^\n",
            "Hint: = is not a valid operator. Did you mean == ?");
        _unharmed.Check();
    }

    [Fact]
    public void Install_malformed_requirement_in_a_file_names_file_and_line()
    {
        _workspace.Write("bad.txt", "good\n# a comment\ngood=1\n");
        Install("-r", "bad.txt").MustFail().ErrorHas("ERROR: Invalid requirement: 'good=1': ", "(from line 3 of bad.txt)");
        _unharmed.Check();
    }

    [Fact]
    public void Install_malformed_marker_in_a_file_names_file_and_line()
    {
        _workspace.Write("bad.txt", "good==1.0 ; !!\n");
        Install("-r", "bad.txt").MustFail().ErrorHas("ERROR: Invalid requirement: ", "Expected a marker variable or quoted string", "(from line 1 of bad.txt)");
        _unharmed.Check();
    }

    [Fact]
    public void Install_unknown_option_in_a_file_is_refused()
    {
        _workspace.Write("bad.txt", "good\n--nonsense\n");
        Install("-r", "bad.txt").MustFail().ErrorHas("ERROR: Invalid requirement: --nonsense\n", "no such option: --nonsense");
        _unharmed.Check();
    }

    [Fact]
    public void Install_missing_requirements_file_is_named()
    {
        Install("-r", "nope.txt").MustFail().ErrorHas("ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'nope.txt'");
        _workspace.Write("outer.txt", "-r not-there.txt\n");
        Install("-r", "outer.txt").MustFail().ErrorHas(
            $"ERROR: Could not open requirements file: [Errno 2] No such file or directory: '{_workspace["not-there.txt"]}'");
        _unharmed.Check();
    }

    [Fact]
    public void Install_requirements_files_that_include_each_other_are_refused()
    {
        _workspace.Write("a.txt", "-r b.txt\n");
        _workspace.Write("b.txt", "good\n-r a.txt\n");
        Install("-r", "a.txt").MustFail().ErrorHas($"ERROR: {_workspace["a.txt"]} recursively references itself in {_workspace["b.txt"]}");
        _unharmed.Check();
    }

    [Fact]
    public void Install_nothing_is_refused()
    {
        _workspace.PipCs("install").MustFail().ErrorHas("ERROR: You must give at least one requirement to install (see \"pip help install\")");
        _unharmed.Check();
    }

    [Fact]
    public void Install_very_quietly_still_tells_why_nothing_was_found()
    {
        var run = Install("-qqq", "not-there").MustFail();
        Assert.Equal(
            "ERROR: Could not find a version that satisfies the requirement not-there (from versions: none)\nERROR: No matching distribution found for not-there\n",
            run.Error);
    }

    [Fact]
    public void Install_from_an_index_without_scheme_is_warned_of() =>
        _workspace.PipCs("install", "-i", "nowhere", "good").MustFail().ErrorHas("WARNING: The index url \"nowhere\" seems invalid, please provide a scheme.\n");

    [Fact]
    public void Install_unknown_option_is_a_usage_error()
    {
        _workspace.PipCs("install", "--foo").MustFail(2).ErrorHas("Usage:", "no such option: --foo");
        _unharmed.Check();
    }

    private ProgramResult Install(params string[] arguments) => _workspace.PipCs(["install", "--no-index", "-f", _links, .. arguments]);
}
