using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Interpreters;

/// <summary>PyPy: another name, tag, bytecode suffix and layout, and projects in its library's folder.</summary>
public sealed class PyPyTests : IDisposable
{
    private const string PyPy = "/usr/bin/pypy3";
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Environment_of_PyPy_has_what_its_library_holds_and_is_installed_into()
    {
        Assert.SkipUnless(File.Exists(PyPy), "pypy3 is not installed (Debian: apt-get install pypy3-venv)");
        var made = _workspace.Run(PyPy, "-m", "venv", "--without-pip", _workspace["pypy"]);
        Assert.SkipUnless(made.ExitCode == 0, "pypy3 makes no environment (Debian: apt-get install pypy3-venv)");
        _workspace.Set("VIRTUAL_ENV", _workspace["pypy"]);
        var library = Python("import sysconfig; print(sysconfig.get_path('stdlib'))").Trim();
        var version = Python("from importlib.metadata import version; print(version('cffi'))").Trim();
        Assert.StartsWith("cffi==" + version + "\n", _workspace.PipCs("list", "--format=freeze").MustSucceed().Output, StringComparison.Ordinal);
        Assert.StartsWith("cffi==" + version + "\n", _workspace.PipCs("freeze").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("", _workspace.PipCs("list", "--local", "--format=freeze").MustSucceed().Output);
        Assert.Contains($"Location: {library}\n", _workspace.PipCs("show", "cffi").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("\"implementation_name\": \"pypy\"", _workspace.PipCs("inspect").MustSucceed().Output, StringComparison.Ordinal);

        var links = _workspace.Folder("links");
        new WheelBuilder("small", "1.0").Module().Requires("cffi").Script("small = small:run").Write(links);
        var installed = _workspace.PipCs("install", "--no-index", "-f", links, "small").MustSucceed();
        Assert.Contains($"Requirement already satisfied: cffi in {library} (from small) ({version})\n", installed.Output, StringComparison.Ordinal);
        Assert.Equal(Python("import small, sys; print(small.__cached__, small.VERSION)"), $"{Compiled()} 1.0\n");
        _workspace.Run(_workspace["pypy", "bin", "python"], "-B", "-c", "import small, os; assert os.path.getmtime(small.__cached__)").MustSucceed();

        var uninstalled = _workspace.PipCs("uninstall", "-y", "small", "cffi").MustSucceed();
        Assert.Contains($"Not uninstalling cffi at {library}, outside environment {_workspace["pypy"]}\n", uninstalled.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Path.GetDirectoryName(Compiled())!, "..", ".."), "small*"));

        string Compiled() => Python("import importlib.util, sysconfig, os; print(importlib.util.cache_from_source(os.path.join(sysconfig.get_path('purelib'), 'small', '__init__.py')))").Trim();
    }

    private string Python(string code) => _workspace.Run(_workspace["pypy", "bin", "python"], "-B", "-c", code).MustSucceed().Output;
}
