using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Offline;

/// <summary><c>--offline</c>: what the cache can answer is answered without a socket; what it lacks is named all at once.</summary>
public sealed class OfflineTests : IDisposable
{
    private static readonly WheelBuilder[] Wheels =
    [
        new WheelBuilder("top", "1.0").Module().Requires("left", "right"),
        new WheelBuilder("top", "2.0").Module().Requires("left", "right"),
        new WheelBuilder("left", "1.0").Module().Requires("deep"),
        new WheelBuilder("left", "2.0").Module().Requires("deep"),
        new WheelBuilder("right", "1.0").Module(),
        new WheelBuilder("deep", "1.0").Module(),
    ];

    private readonly Workspace _workspace = new();
    private readonly FaultServer _server = new(FaultServer.Index(Wheels));

    public void Dispose()
    {
        _workspace.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void What_was_installed_once_installs_again_without_a_server()
    {
        Online("install", "top").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "top", "left", "right", "deep").MustSucceed();
        var asked = _server.Requests.Count;

        Offline("install", "top").MustSucceed();

        Assert.Equal(asked, _server.Requests.Count);
        Assert.Equal("deep==1.0\nleft==2.0\nright==1.0\ntop==2.0\n", _workspace.PipCs("freeze").Output);
    }

    [Theory]
    [InlineData("install")]
    [InlineData("download")]
    [InlineData("lock")]
    public void Pages_that_are_lacking_are_named_all_at_once(string command)
    {
        Online("install", "--no-deps", "top").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "top").MustSucceed();

        Lacks(Offline(command, "top", "other"), PageOf("left"), PageOf("other"), PageOf("right"));
    }

    [Fact]
    public void What_needs_what_is_lacking_is_looked_at_too()
    {
        Online("install", "--no-deps", "top", "left").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "top", "left").MustSucceed();

        Lacks(Offline("install", "top"), PageOf("deep"), PageOf("right"));
    }

    [Fact]
    public void Metadata_that_is_lacking_is_named()
    {
        // The pages of both are there, and the metadata of the older versions.
        Online("install", "--no-deps", "top==1.0", "left==1.0").MustSucceed();

        Lacks(Offline("install", "--upgrade", "--no-deps", "top", "left"), "    the metadata of left-2.0-py3-none-any.whl", "    the metadata of top-2.0-py3-none-any.whl");
        Offline("install", "--no-deps", "top", "left").MustSucceed();
    }

    [Fact]
    public void Files_that_are_lacking_are_named_all_at_once()
    {
        // With metadata beside the wheels, so that no wheel is fetched for its metadata.
        using var server = new FaultServer(FaultServer.IndexWithMetadata(Wheels));
        string[] online = ["-i", server.IndexUrl, "top"];
        string[] offline = ["--offline", .. online];
        _workspace.PipCs(["install", "--dry-run", .. online]).MustSucceed();

        string[] files = [.. ((string[])["deep-1.0", "left-2.0", "right-1.0", "top-2.0"]).Select(name => $"    the file {server.Url}/files/{name}-py3-none-any.whl")];
        Lacks(_workspace.PipCs(["install", .. offline]), files);
        Lacks(_workspace.PipCs(["download", .. offline]), files);
        Assert.Empty(Directory.GetFiles(_workspace.Root, "*.whl"));
        _workspace.PipCs(["install", "--dry-run", .. offline]).MustSucceed();
    }

    [Fact]
    public void Url_that_is_lacking_is_named_beside_the_rest()
        => Lacks(Offline("install", $"top @ {_server.Url}/files/top-1.0-py3-none-any.whl", "left"), $"    the file {_server.Url}/files/top-1.0-py3-none-any.whl", PageOf("left"));

    [Fact]
    public void Conflict_that_is_none_of_the_caches_is_told_as_one()
    {
        Online("install", "top", "left").MustSucceed();

        Offline("install", "left==1.0", "left==2.0").MustFail().ErrorHas("ResolutionImpossible");
        Offline("install", "left==7").MustFail().ErrorHas("No matching distribution found for left==7");
    }

    [Fact]
    public void Update_and_sync_name_what_is_lacking()
    {
        Online("install", "--no-deps", "top==1.0").MustSucceed();
        var before = _workspace.Environment();
        var wanted = _workspace.Write("wanted.txt", "top\ndeep\n");

        Lacks(Offline("update", "--yes"), "    the metadata of top-2.0-py3-none-any.whl");
        Lacks(Offline("sync", "--yes", "-r", wanted), PageOf("deep"), PageOf("left"), PageOf("right"));
        Assert.True(_workspace.Environment().Matches(before));
    }

    [Fact]
    public void List_outdated_compares_what_it_can_and_names_the_rest()
    {
        Online("install", "top==1.0").MustSucceed();
        new WheelBuilder("home-made", "1.0").Module().Write(_workspace.Folder("links"));
        _workspace.PipCs("install", "--no-index", "-f", "links", "home-made").MustSucceed();

        var listed = Offline("list", "--outdated").MustSucceed();

        Assert.Equal("Package Version Latest Type\n------- ------- ------ -----\ntop     1.0     2.0    wheel\n", listed.Output);
        listed.ErrorHas($"WARNING: Offline, and the cache does not hold:\n{PageOf("home-made")}\n");
    }

    [Fact]
    public void Index_versions_names_what_is_lacking()
    {
        Lacks(Offline("index", "versions", "top"), PageOf("top"));
        Online("index", "versions", "top").MustSucceed();
        Assert.Equal("top (2.0)\nAvailable versions: 2.0, 1.0\n", Offline("index", "versions", "top").MustSucceed().Output);
    }

    private static void Lacks(ProgramResult result, params string[] what)
        => result.MustFail().ErrorHas($"ERROR: Offline, and the cache does not hold:\n{string.Join('\n', what.Order(StringComparer.Ordinal))}\n", "hint: Run the same command once with the network.");

    private string PageOf(string project) => $"    the page of {project}: {_server.IndexUrl}{project}/";

    private ProgramResult Online(string command, params string[] arguments) => _workspace.PipCs([command, "-i", _server.IndexUrl, .. arguments]);

    private ProgramResult Offline(string command, params string[] arguments) => _workspace.PipCs([command, "--offline", "-i", _server.IndexUrl, .. arguments]);
}
