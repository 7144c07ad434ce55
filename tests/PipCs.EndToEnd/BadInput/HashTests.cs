using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>Hashes that are wrong, missing or impossible to check.</summary>
public sealed class HashTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;
    private readonly string _links;
    private readonly string _goodHash;

    public HashTests()
    {
        _unharmed = Unharmed.Begin(_workspace);
        _links = _workspace.Folder("links");
        _goodHash = WheelBuilder.Sha256(File.ReadAllBytes(new WheelBuilder("good", "1.0").Module().Write(_links)));
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_wrong_hash_shows_both()
    {
        var wrong = new string('0', 64);
        _workspace.Write("pins.txt", $"good==1.0 --hash=sha256:{wrong}\n");
        Install("-r", "pins.txt").MustFail().ErrorHas(
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            $"    good==1.0 from file://{_links}/good-1.0-py3-none-any.whl (from -r pins.txt (line 1)):\n"
            + $"        Expected sha256 {wrong}\n             Got        {_goodHash}");
        _unharmed.Check();
    }

    [Fact]
    public void Install_constraints_whose_hashes_exclude_each_other_give_none()
    {
        _workspace.Write("constraints.txt", $"good==1.0 --hash=sha256:{_goodHash}\ngood==1.0 --hash=sha256:{new string('0', 64)}\n");
        Install("good==1.0", "-c", "constraints.txt").MustFail().ErrorHas("ERROR: Hashes are required in --require-hashes mode", $"    good==1.0 --hash=sha256:{_goodHash}");
        _unharmed.Check();
    }

    [Fact]
    public void Install_missing_hash_shows_the_line_to_add()
    {
        _workspace.Write("pins.txt", "good==1.0\n");
        Install("--require-hashes", "-r", "pins.txt").MustFail().ErrorHas(
            "ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements.",
            $"    good==1.0 --hash=sha256:{_goodHash}");
        _unharmed.Check();
    }

    [Fact]
    public void Install_dependency_without_a_pin_is_refused_where_hashes_are_required()
    {
        var needy = new WheelBuilder("needy", "1.0").Module().Requires("good<2").Write(_links);
        _workspace.Write("pins.txt", $"needy==1.0 --hash=sha256:{WheelBuilder.Sha256(File.ReadAllBytes(needy))}\n");
        Install("-r", "pins.txt").MustFail().ErrorHas(
            "ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:", "    good<2 from ");
        _unharmed.Check();
    }

    [Fact]
    public void Install_hash_in_the_index_that_the_file_does_not_have_is_refused()
    {
        using var server = new FaultServer((request, stream) => request.Path.StartsWith("/simple", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "200 OK", "text/html", $"<a href=\"/files/good-1.0-py3-none-any.whl#sha256={new string('1', 64)}\">good-1.0-py3-none-any.whl</a>")
            : FaultServer.Index(new WheelBuilder("good", "1.0").Module())(request, stream));
        _workspace.PipCs("install", "-i", server.IndexUrl, "good").MustFail().ErrorHas("THESE PACKAGES DO NOT MATCH THE HASHES", new string('1', 64));
        _unharmed.Check();
    }

    /// <summary>The cache has the wheel under its own hash: what the requirement says of it counts all the same.</summary>
    [Theory]
    [InlineData("install", "good==1.0")]
    [InlineData("install --force-reinstall --no-deps", "good==1.0")]
    [InlineData("install --force-reinstall", "good @ file://{links}/good-1.0-py3-none-any.whl")]
    [InlineData("install --force-reinstall", "{links}/good-1.0-py3-none-any.whl")]
    [InlineData("install --dry-run --force-reinstall", "good==1.0")]
    [InlineData("download -d got", "good==1.0")]
    [InlineData("download -d got --no-deps", "good @ file://{links}/good-1.0-py3-none-any.whl")]
    public void Wrong_hash_of_a_wheel_that_the_cache_has_is_refused(string command, string requirement)
    {
        // The store remembers local files that are older than a second.
        Thread.Sleep(1100);
        Install("good").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "good").MustSucceed();
        _workspace.Write("pins.txt", $"{requirement.Replace("{links}", _links, StringComparison.Ordinal)} --hash=sha256:{new string('0', 64)}\n");
        _workspace.PipCs([.. command.Split(' '), "--no-index", "-f", _links, "-r", "pins.txt"]).MustFail().ErrorHas("THESE PACKAGES DO NOT MATCH THE HASHES", _goodHash);
        _unharmed.Check();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wrong_hash_of_a_wheel_of_an_index_that_the_cache_has_is_refused(bool indexTellsHash)
    {
        var fragment = indexTellsHash ? $"#sha256={_goodHash}" : "";
        using var server = new FaultServer((request, stream) => request.Path.StartsWith("/simple", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "200 OK", "text/html", $"<a href=\"/files/good-1.0-py3-none-any.whl{fragment}\">good-1.0-py3-none-any.whl</a>")
            : FaultServer.Index(new WheelBuilder("good", "1.0").Module())(request, stream));
        _workspace.PipCs("install", "-i", server.IndexUrl, "good").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "good").MustSucceed();
        _workspace.Write("pins.txt", $"good==1.0 --hash=sha256:{new string('0', 64)}\n");
        _workspace.PipCs("install", "-v", "-i", server.IndexUrl, "-r", "pins.txt").MustFail().ErrorHas("THESE PACKAGES DO NOT MATCH THE HASHES", _goodHash);
        _unharmed.Check();
    }

    [Fact]
    public void Install_right_hash_is_installed()
    {
        _workspace.Write("pins.txt", $"good==1.0 --hash=sha256:{_goodHash}\n");
        Install("-r", "pins.txt").MustSucceed();
    }

    private ProgramResult Install(params string[] arguments) => _workspace.PipCs(["install", "--no-index", "-f", _links, .. arguments]);
}
