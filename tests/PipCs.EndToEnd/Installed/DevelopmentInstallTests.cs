using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Installed;

/// <summary>What old setuptools left of <c>setup.py develop</c>, beside the real pip.</summary>
public sealed class DevelopmentInstallTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("uninstall", "-y", "devel")]
    [InlineData("uninstall", "-y", "-v", "devel")]
    [InlineData("install", "--no-index", "-f", "links", "devel==2")]
    public void Development_install_goes_also_without_the_path_file(params string[] arguments)
    {
        new WheelBuilder("devel", "2").Module().Write(_workspace.Folder("links"));
        Make();
        var real = _workspace.RealPip(arguments).MustSucceed();
        Assert.False(File.Exists(Path.Join(_workspace.SitePackages, "devel.egg-link")));
        _workspace.RealPip("uninstall", "-y", "devel");
        Make();
        var result = _workspace.PipCs(arguments).MustSucceed();

        Assert.False(File.Exists(Path.Join(_workspace.SitePackages, "devel.egg-link")));
        Assert.Equal(real.Error, result.Error);
        Assert.Contains("Cannot remove entries from nonexistent file", result.Error, StringComparison.Ordinal);
        if (!arguments.Contains("-v"))
        {
            Assert.Equal(real.Output, result.Output);
        }
    }

    private void Make()
    {
        _workspace.Write("source/devel.egg-info/PKG-INFO", "Metadata-Version: 1.1\nName: devel\nVersion: 1.0\n");
        _workspace.Write("source/devel.py", "");
        _workspace.Write(Path.Join(_workspace.SitePackages, "devel.egg-link"), _workspace["source"] + "\n.");
    }
}
