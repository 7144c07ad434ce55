using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Sets;

/// <summary>Whole sets of real packages: what pip-cs installs is what real pip installs, and each removes what the other installed.</summary>
public sealed class SetTests : IDisposable
{
    private static readonly Dictionary<string, (string[] Modules, string[][] Scripts)> Uses = new(StringComparer.Ordinal)
    {
        ["data.in"] = (["numpy", "PIL.Image", "lxml.etree"], [["f2py", "-v"], ["numpy-config", "--version"]]),
        ["tools.in"] = (
            ["black", "pytest", "pytest_cov", "xdist", "hypothesis", "IPython", "tox", "virtualenv", "piptools", "pre_commit", "coverage", "rich", "typer"],
            [["black", "--version"], ["pytest", "--version"], ["ipython", "--version"], ["tox", "--version"], ["virtualenv", "--version"],
                ["pip-compile", "--version"], ["pre-commit", "--version"], ["coverage", "--version"], ["typer", "--help"], ["pip", "--version"]]),
    };

    private readonly Workspace _workspace = new();

    public SetTests() => _workspace.Set("PYTHONDONTWRITEBYTECODE", "1");

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("data.in")]
    [InlineData("tools.in")]
    public void Set_is_installed_and_removed_as_real_pip_does(string set)
    {
        string[] arguments = ["-q", "-i", RecordedIndex.Mirror(), "-r", RecordedIndex.Set(set)];

        // An uninstall leaves outer folders that have become empty, such as share/man.
        var bare = _workspace.Environment().FilesAlone();

        // What real pip installed, pip-cs lists, checks and uninstalls cleanly.
        _workspace.RealPip(["install", .. arguments]).MustSucceed();
        var expected = _workspace.Environment();
        var freeze = _workspace.RealPip("freeze", "--all").MustSucceed().Output;
        foreach (var command in (string[][])[["freeze"], ["freeze", "--all"], ["list"], ["list", "--format", "json"], ["check"]])
        {
            var theirs = _workspace.RealPip(command);
            var ours = _workspace.PipCs(command);
            Assert.Equal(theirs.Output, ours.Output);
            Assert.Equal(theirs.ExitCode, ours.ExitCode);
        }

        var names = freeze.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("==")[0]).ToArray();
        _workspace.PipCs(["uninstall", "-y", .. names]).MustSucceed();
        _workspace.Environment().FilesAlone().MustEqual(bare, "after pip-cs uninstalled what pip installed");

        // What pip-cs installs at the same path is the same, RECORD byte for byte.
        _workspace.PipCs(["install", .. arguments]).MustSucceed();
        _workspace.Environment().MustEqual(expected, "between pip-cs and pip");
        Assert.Equal(freeze, _workspace.RealPip("freeze", "--all").MustSucceed().Output);
        _workspace.RealPip("check").MustSucceed();
        var (modules, scripts) = Uses[set];
        _workspace.Python("-c", "import " + string.Join(", ", modules)).MustSucceed();
        foreach (var script in scripts)
        {
            _workspace.Run(Path.Combine(_workspace.Venv, "bin", script[0]), script[1..]).MustSucceed();
        }

        _workspace.RealPip(["uninstall", "-y", .. names]).MustSucceed();
        _workspace.Environment().FilesAlone().MustEqual(bare, "after pip uninstalled what pip-cs installed");
    }

    /// <summary>The samples need neither network nor recorded index: what the README promises.</summary>
    [Fact]
    public void Samples_are_installed_into_a_target_and_run()
    {
        var target = _workspace["hello"];
        var packages = Path.Combine(Binary.Root, "samples", "packages");
        _workspace.PipCs("install", "--no-index", "--find-links", packages, "--target", target, "pipcs-hello").MustSucceed();
        Assert.True(File.Exists(Path.Combine(target, "bin", "pipcs-hello")));
        _workspace.Set("PYTHONPATH", target);
        Assert.Equal("Good day, world!\n", _workspace.Python("-m", "pipcs_hello").MustSucceed().Output);
    }
}
