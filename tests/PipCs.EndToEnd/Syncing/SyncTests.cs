using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Syncing;

/// <summary><c>sync</c> on real environments: exactly what the files ask for is there afterwards, or all is as it was. Python itself looks at the outcome.</summary>
public sealed class SyncTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public SyncTests()
    {
        _links = _workspace.Folder("links");
        foreach (var version in (string[])["1.0", "2.0"])
        {
            new WheelBuilder("rises", version).Module().Write(_links);
            new WheelBuilder("falls", version).Module().Write(_links);
        }

        new WheelBuilder("comes", "1.0").Module().Requires("needed>=1").Write(_links);
        new WheelBuilder("needed", "1.0").Module().Write(_links);
        new WheelBuilder("stays", "1.0").Module().Write(_links);
        new WheelBuilder("goes", "1.0").Module().Script("goes = goes:run").Write(_links);
        _workspace.PipCs("install", "--no-index", "-f", _links, "rises==1.0", "falls", "stays", "goes").MustSucceed();
        _workspace.Write("wanted.txt", "rises>=2\nfalls<2\nstays\ncomes\n");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Environment_holds_exactly_what_the_file_asks_for()
    {
        const string Plan = """
            comes  (new) -> 1.0
            falls  2.0   -> 1.0
            goes   1.0   -> (removed)
            needed (new) -> 1.0
            rises  1.0   -> 2.0

            """;
        Assert.Equal(Plan + "Synced 5 distributions.\n", Sync("--yes").MustSucceed().Output);

        const string Frozen = "comes==1.0\nfalls==1.0\nneeded==1.0\nrises==2.0\nstays==1.0\n";
        Assert.Equal(Frozen, _workspace.PipCs("freeze").Output);
        Assert.Equal(Frozen, InstalledForPython());
        Assert.Equal("No broken requirements found.\n", _workspace.PipCs("check").MustSucceed().Output);
        _workspace.Python("-c", "import comes, needed, falls, rises; assert (falls.VERSION, rises.VERSION) == ('1.0', '2.0')").MustSucceed();
        Assert.False(File.Exists(Path.Combine(_workspace.Venv, "bin", "goes")));
        Assert.True(File.Exists(Path.Combine(_workspace.SitePackages, "comes-1.0.dist-info", "REQUESTED")));
        Assert.False(File.Exists(Path.Combine(_workspace.SitePackages, "needed-1.0.dist-info", "REQUESTED")));
    }

    [Fact]
    public void On_a_terminal_it_asks_and_does_what_is_answered()
    {
        string[] command = ["sync", "--no-index", "-f", _links, "-r", "wanted.txt"];
        var before = _workspace.Environment();

        var no = _workspace.OnTerminal([("Proceed (Y/n)? ", "n\n")], command).MustFail();
        Assert.Contains("goes   1.0   -> (removed)\r\n", no.Output, StringComparison.Ordinal);
        Assert.True(_workspace.Environment().Matches(before));

        Assert.EndsWith("Synced 5 distributions.\r\n", _workspace.OnTerminal([("Proceed (Y/n)? ", "y\n")], command).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("comes==1.0\nfalls==1.0\nneeded==1.0\nrises==2.0\nstays==1.0\n", _workspace.PipCs("freeze").Output);
    }

    [Fact]
    public void What_is_in_sync_stays_and_no_index_is_asked()
    {
        Sync("-y").MustSucceed();
        var before = _workspace.Environment();

        string[] nobody = ["sync", "-y", "-i", "http://127.0.0.1:1/simple/", "-r", "wanted.txt"];
        Assert.Equal("The environment is in sync.\n", _workspace.PipCs(nobody).MustSucceed().Output);
        Assert.Equal("{\"changed\": false, \"changes\": []}\n", _workspace.PipCs([.. nobody, "--format", "json"]).MustSucceed().Output);
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void Dry_run_and_the_wish_to_ask_change_nothing()
    {
        var before = _workspace.Environment();

        Assert.StartsWith("comes  (new) -> 1.0\n", Sync("--dry-run").MustSucceed().Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "{\"changed\": false, \"changes\": [{\"name\": \"comes\", \"old_version\": null, \"new_version\": \"1.0\"}, {\"name\": \"falls\", \"old_version\": \"2.0\", \"new_version\": \"1.0\"}, {\"name\": \"goes\", \"old_version\": \"1.0\", \"new_version\": null}, ",
            Sync("--dry-run", "--format", "json").MustSucceed().Output,
            StringComparison.Ordinal);
        Sync().MustFail().ErrorHas("Cannot ask whether to go on", "--yes", "--dry-run");
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void Json_says_what_was_done()
        => Assert.Equal(
            "{\"changed\": true, \"changes\": [{\"name\": \"falls\", \"old_version\": \"2.0\", \"new_version\": null}, {\"name\": \"goes\", \"old_version\": \"1.0\", \"new_version\": null}, {\"name\": \"stays\", \"old_version\": \"1.0\", \"new_version\": null}]}\n",
            SyncTo("rises\n", "-y", "--format", "json").MustSucceed().Output);

    [Fact]
    public void What_is_installed_and_suits_stays_unless_upgrades_are_wanted()
    {
        Assert.DoesNotContain("rises", SyncTo("rises\n", "--dry-run").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("rises 1.0 -> 2.0\n", SyncTo("rises\n", "--dry-run", "--upgrade").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pip_stays_and_what_python_of_its_age_puts_beside_it()
    {
        new WheelBuilder("pip", "1.0").Module().Write(_links);
        new WheelBuilder("wheel", "1.0").Module().Requires("needed").Write(_links);
        _workspace.PipCs("install", "--no-index", "-f", _links, "pip", "wheel").MustSucceed();
        var isOld = _workspace.Python("-c", "import sys; print(sys.version_info < (3, 12))").Output == "True\n";

        SyncTo("stays\n", "-y").MustSucceed();

        Assert.Equal(isOld ? "needed==1.0\npip==1.0\nstays==1.0\nwheel==1.0\n" : "pip==1.0\nstays==1.0\n", _workspace.PipCs("freeze", "--all").Output);
    }

    [Fact]
    public void Lock_file_is_followed_and_several_files_count_together()
    {
        _workspace.PipCs("lock", "--no-index", "-f", _links, "comes").MustSucceed();
        _workspace.Write("more.txt", "stays\n");

        _workspace.PipCs("sync", "-y", "--no-index", "-f", _links, "--no-require-hashes", "-r", "pylock.toml", "-r", "more.txt").MustSucceed();

        Assert.Equal("comes==1.0\nneeded==1.0\nstays==1.0\n", InstalledForPython());
    }

    [Fact]
    public void Without_dependencies_the_file_alone_counts()
    {
        SyncTo("comes\n", "-y", "--no-deps").MustSucceed();

        Assert.Equal("comes==1.0\n", InstalledForPython());
    }

    [Fact]
    public void What_takes_the_place_of_a_removed_file_is_there()
    {
        new WheelBuilder("former", "1.0").Module("shared").Write(_links);
        new WheelBuilder("latter", "2.0").Module("shared").Write(_links);
        _workspace.PipCs("install", "--no-index", "-f", _links, "former").MustSucceed();

        SyncTo("latter\n", "-y").MustSucceed();

        _workspace.Python("-c", "import shared; assert shared.VERSION == '2.0'").MustSucceed();
        Assert.Equal("latter==2.0\n", InstalledForPython());
    }

    [Fact]
    public void Editable_installs_go_and_their_sources_stay()
    {
        var source = Path.GetDirectoryName(_workspace.Write("source/worked.py", "VERSION = 1\n"))!;
        var wheel = new WheelBuilder("worked", "1.0").Add("worked.pth", source + "\n").Write(_links);
        _workspace.PipCs("install", "--no-index", wheel).MustSucceed();
        File.WriteAllText(Path.Combine(_workspace.SitePackages, "worked-1.0.dist-info", "direct_url.json"), "{\"url\": \"file://" + source + "\", \"dir_info\": {\"editable\": true}}");

        SyncTo("stays\n", "-y").MustSucceed();

        Assert.Equal("stays==1.0\n", InstalledForPython());
        Assert.True(File.Exists(Path.Combine(source, "worked.py")));
    }

    [Theory]
    [InlineData("===\n", "Invalid requirement")]
    [InlineData("stays\nnosuch\n", "No matching distribution found for nosuch")]
    [InlineData("rises==1.0\nrises==2.0\n", "ResolutionImpossible")]
    [InlineData("stays==1.0 --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000\nneeded==1.0\n", "Hashes are required in --require-hashes mode")]
    [InlineData("comes==1.0 --hash=sha256:00\nneeded==1.0 --hash=sha256:00\n", "THESE PACKAGES DO NOT MATCH THE HASHES")]
    public void Bad_file_leaves_all_as_it_was(string content, string message)
    {
        var before = _workspace.Environment();

        SyncTo(content, "-y").MustFail().ErrorHas(message);

        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void What_cannot_be_removed_is_an_error_and_nothing_changes()
    {
        File.Delete(Path.Combine(_workspace.SitePackages, "goes-1.0.dist-info", "RECORD"));
        var before = _workspace.Environment();

        Sync("-y").MustFail().ErrorHas("goes", "RECORD");

        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void File_that_names_nothing_empties_only_when_told_so()
    {
        var before = _workspace.Environment();
        SyncTo("# nothing\nrises; python_version < '3'\n", "-y").MustFail().ErrorHas("everything in it would be removed", "hint: `--allow-empty-requirements`");
        Assert.True(_workspace.Environment().Matches(before));

        SyncTo("", "-y", "--allow-empty-requirements").MustSucceed();
        Assert.Equal("", InstalledForPython());
    }

    [Fact]
    public void Files_must_be_named_and_nothing_else()
    {
        _workspace.PipCs("sync", "-y").MustFail().ErrorHas("You must give at least one requirement to sync");
        _workspace.PipCs("sync", "-y", "-r", "none.txt").MustFail().ErrorHas("Could not open requirements file: [Errno 2]", "none.txt");
        _workspace.PipCs("sync", "-y", "wanted.txt").MustFail().ErrorHas("'wanted.txt'", "hint: `-r wanted.txt`");
    }

    /// <summary>The distributions that the environment's Python finds, as lines of <c>freeze</c>.</summary>
    private string InstalledForPython() => _workspace.Python("-c", """
        from importlib.metadata import distributions
        for line in sorted(f"{found.metadata['Name']}=={found.version}" for found in distributions()):
            print(line)
        """).MustSucceed().Output;

    private ProgramResult Sync(params string[] arguments) => _workspace.PipCs(["sync", "--no-index", "-f", _links, "-r", "wanted.txt", .. arguments]);

    private ProgramResult SyncTo(string content, params string[] arguments)
        => _workspace.PipCs(["sync", "--no-index", "-f", _links, "-r", _workspace.Write("other.txt", content), .. arguments]);
}
