using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Destinations;

/// <summary>Folders with the set-group-id bit: what lands in one belongs to its group, what lands elsewhere does not.</summary>
public sealed class SetGroupTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("")]
    [InlineData("lib/SITE=51")]
    [InlineData("bin=61", "share=71")]
    [InlineData("lib/SITE=51", "bin=61", "share=71")]
    public void Install_and_upgrade_give_each_file_the_group_that_a_copy_has(params string[] folders)
    {
        Binary.SkipUnlessRoot();
        var links = _workspace.Folder("links");
        foreach (var version in (string[])["1.0", "2.0"])
        {
            new WheelBuilder("alpha", version).Module().Add("alpha/sub/module.py", version).Add($"alpha-{version}.data/data/share/deep/x.txt", version)
                .Add($"alpha-{version}.data/scripts/go", "#!python\n").Script("alpha = alpha:run").Write(links);
        }

        Directory.CreateDirectory(Path.Combine(_workspace.Venv, "share", "kept"));
        foreach (var (folder, group) in folders.Where(static text => text.Length > 0).Select(static text => (text.Split('=')[0], text.Split('=')[1])))
        {
            var path = folder == "lib/SITE" ? _workspace.SitePackages : Path.Combine(_workspace.Venv, folder);
            _workspace.Run("chgrp", group, path).MustSucceed();
            _workspace.Run("chmod", "2775", path).MustSucceed();
        }

        foreach (var version in (string[])["1.0", "2.0"])
        {
            _workspace.PipCs("install", "--no-index", "-f", links, "alpha==" + version).MustSucceed();
            var ours = Look();
            _workspace.PipCs("uninstall", "-y", "alpha").MustSucceed();
            _workspace.RealPip("install", "--no-index", "-f", links, "alpha==" + version).MustSucceed();
            Assert.Equal(Look(), ours);
        }
    }

    private string Look()
        => _workspace.Run("find", _workspace.Venv, "-not", "-type", "l", "-not", "-name", "RECORD", "-printf", "%P %m %G\n").MustSucceed().Output
            .Split('\n').Order(StringComparer.Ordinal).Aggregate("", static (text, line) => text + "\n" + line);
}
