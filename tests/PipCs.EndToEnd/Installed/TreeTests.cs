using System.Text.Json;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Installed;

/// <summary><c>tree</c> and <c>uninstall --unused</c> on a real environment: who needs what, and what nobody needs any more.</summary>
public sealed class TreeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public TreeTests()
    {
        var links = _workspace.Folder("links");
        new WheelBuilder("top", "1.0").Module().Header("Provides-Extra: more").Requires("middle[fast]>=1", "never; python_version<'3'").Requires("optional; extra == 'more'").Write(links);
        new WheelBuilder("middle", "1.0").Module().Header("Provides-Extra: fast").Requires("leaf<3", "speed; extra == 'fast'").Write(links);
        new WheelBuilder("leaf", "2.0").Module().Write(links);
        new WheelBuilder("speed", "1.0").Module().Requires("leaf").Write(links);
        new WheelBuilder("optional", "1.0").Module().Write(links);
        new WheelBuilder("other", "1.0").Module().Requires("leaf>=1").Write(links);
        PipCs("install", "--no-index", "-f", links, "top[more]", "other").MustSucceed();
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Tree_applies_markers_and_the_extras_that_requirements_ask_for()
        => Assert.Equal(
            """
            optional 1.0
            other 1.0
            └── leaf 2.0 [>=1]
            top 1.0
            └── middle 1.0 [[fast]>=1]
                ├── leaf 2.0 [<3]
                └── speed 1.0
                    └── leaf 2.0

            """,
            PipCs("tree").MustSucceed().Output);

    [Fact]
    public void Tree_inverted_shows_who_needs_it_and_depth_cuts()
    {
        Assert.Equal("leaf 2.0\n├── middle 1.0 [needs leaf<3]\n│   └── top 1.0 [needs middle[fast]>=1]\n├── other 1.0 [needs leaf>=1]\n└── speed 1.0\n    └── middle 1.0 (*)\n(*) shown above\n", PipCs("tree", "--invert", "leaf").MustSucceed().Output);
        Assert.Equal("top 1.0\n└── middle 1.0 [[fast]>=1]\n", PipCs("tree", "--depth", "1", "top").MustSucceed().Output);
        PipCs("tree", "--depth", "-1", "top").MustFail(2).ErrorHas("option --depth: invalid number of levels: -1");
    }

    [Theory]
    [InlineData("leaf middle optional other speed top")]
    [InlineData("leaf middle speed", "middle")]
    [InlineData("middle top", "top", "--depth", "1")]
    [InlineData("leaf middle other speed top", "leaf", "--invert")]
    [InlineData("leaf middle other speed", "leaf", "--invert", "--depth", "1")]
    public void Tree_in_json_holds_what_the_text_shows(string names, params string[] arguments)
    {
        using var json = JsonDocument.Parse(PipCs(["tree", "--format", "json", .. arguments]).MustSucceed().Output);
        Assert.Equal(names, string.Join(' ', json.RootElement.EnumerateArray().Select(node => node.GetProperty("name").GetString())));
    }

    [Fact]
    public void Tree_shows_what_is_missing_and_what_does_not_suit()
    {
        PipCs("uninstall", "-y", "speed").MustSucceed();
        new WheelBuilder("leaf", "3.0").Module().Write(_workspace.Folder("newer"));
        PipCs("install", "--no-index", "--no-deps", "-f", _workspace["newer"], "leaf==3.0").MustSucceed();

        Assert.Equal("middle 1.0\n├── leaf 3.0 [<3, not met]\n└── speed [any, not installed]\n", PipCs("tree", "middle").MustSucceed().Output);
        Assert.Contains("\"requirement\": \"leaf<3\", \"installed_version\": \"3.0\", \"met\": false", PipCs("tree", "--format", "json").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_of_what_is_not_installed_is_refused() => PipCs("tree", "top", "nothing").MustFail().ErrorHas("ERROR: Package(s) not found: nothing");

    [Fact]
    public void Unused_is_what_nothing_that_was_asked_for_needs()
    {
        var before = _workspace.Environment();

        // An extra that top has may have been asked for: what it needs stays.
        Assert.Equal("Nothing is unused.\n", PipCs("uninstall", "--unused", "-y").MustSucceed().Output);
        Assert.True(_workspace.Environment().Matches(before));

        PipCs("uninstall", "-y", "top").MustSucceed();
        Assert.Equal("Would uninstall middle-1.0 optional-1.0 speed-1.0\n", PipCs("uninstall", "--unused", "--dry-run").MustSucceed().Output);
        Assert.Equal("[{\"name\": \"middle\", \"version\": \"1.0\"}, {\"name\": \"optional\", \"version\": \"1.0\"}, {\"name\": \"speed\", \"version\": \"1.0\"}]\n", PipCs("uninstall", "--unused", "--dry-run", "--format", "json").MustSucceed().Output);
        PipCs("uninstall", "--unused", "-y").MustSucceed();
        Assert.Equal("leaf==2.0\nother==1.0\n", PipCs("freeze").MustSucceed().Output);
        PipCs("check").MustSucceed();
    }

    [Fact]
    public void Unused_takes_no_names()
    {
        PipCs("uninstall", "--unused", "leaf").MustFail().ErrorHas("--unused cannot be used with names");
        PipCs("uninstall", "--dry-run", "leaf").MustFail().ErrorHas("--dry-run can only be used with --unused");
    }

    private ProgramResult PipCs(params string[] arguments) => _workspace.PipCs(arguments);
}
