using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Interpreters;

/// <summary>pip-cs stands in pip's place, and a command installs or removes pip.</summary>
public sealed class ReplacedProgramTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;
    private readonly string _pip;

    public ReplacedProgramTests()
    {
        _links = _workspace.Folder("links");
        new WheelBuilder("pip", "27.0").Module().Script("pip = pip:main").Script("pip3 = pip:main").Write(_links);
        new WheelBuilder("needs-pip", "1.0").Module().Requires("pip").Write(_links);
        new WheelBuilder("other", "1.0").Module().Script("other = other:main").Write(_links);
        _pip = Path.Combine(_workspace.Venv, "bin", "pip");
        File.CreateSymbolicLink(_pip, Binary.PipCs);
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("install -U pip")]
    [InlineData("install needs-pip")]
    [InlineData("install -r file.txt")]
    [InlineData("sync -y -r file.txt")]
    public void Pip_in_our_place_is_said_with_the_way_back(string command)
    {
        _workspace.Write("file.txt", "pip\n");
        var run = Run(command).MustSucceed();
        Assert.Contains($"WARNING: {_pip} was pip-cs and is now what this command installed in its place.\n", run.Error, StringComparison.Ordinal);
        var back = $"ln -sf {Binary.PipCs} {_pip}";
        run.ErrorHas("To have pip-cs there again, run " + back);
        Assert.Null(new FileInfo(_pip).LinkTarget);
        _workspace.Run("sh", "-c", back).MustSucceed();
        Assert.Contains("(pip-cs ", _workspace.Run(_pip, "--version").MustSucceed().Output, StringComparison.Ordinal);

        // Then pip's files hold our link, which goes with them.
        run = Run("uninstall -y pip").MustSucceed();
        run.ErrorHas($"WARNING: {_pip} was pip-cs and is removed with pip.\n", back);
    }

    [Fact]
    public void Copy_that_is_replaced_is_said_to_be_copied_again()
    {
        File.Delete(_pip);
        File.Copy(Binary.PipCs, _pip);
        Run("install pip").MustSucceed().ErrorHas($"To have pip-cs there again, copy the pip-cs binary to {_pip} again");
    }

    [Fact]
    public void Nothing_is_said_where_pip_cs_stays()
    {
        Assert.Equal("", Run("install other").MustSucceed().Error);
        Assert.Equal("", Run("uninstall -y other").MustSucceed().Error);
        File.Delete(_pip);
        Assert.Equal("", _workspace.PipCs("install", "--no-index", "-f", _links, "pip").MustSucceed().Error);
    }

    private ProgramResult Run(string command)
    {
        var words = command.Split(' ');
        return _workspace.Run(_pip, words[0] == "uninstall" ? words : [words[0], "--no-index", "-f", _links, .. words[1..]]);
    }
}
