using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Destinations;

/// <summary>Installs into folders other than the environment's own, and what they leave of what was there.</summary>
public sealed class DestinationTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public DestinationTests()
    {
        _links = _workspace.Folder("links");
        foreach (var version in (string[])["1.0", "2.0"])
        {
            new WheelBuilder("alpha", version).Module().Add($"alpha/only_{version[0]}.py", "").Script("alpha = alpha:run").Write(_links);
        }

        new WheelBuilder("space-core", "1.0").Add("space/core/__init__.py", "V = 1\n").Add("space/core/old.py", "").Script("core = space.core:run").Write(_links);
        new WheelBuilder("space-core", "2.0").Add("space/core/__init__.py", "V = 2\n").Script("core = space.core:run").Write(_links);
        new WheelBuilder("space-more", "1.0").Add("space/more/__init__.py", "").Add("space_more-1.0.data/data/share/more.txt", "").Script("more = space.more:run").Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/lib/../")]
    [InlineData("link")]
    public void Install_into_the_prefix_of_an_environment_replaces_the_older_version_there(string spelling)
    {
        var environment = _workspace.MakeVenv("other");
        File.CreateSymbolicLink(_workspace["link"], environment);
        var prefix = spelling == "link" ? _workspace["link"] : environment + spelling;
        Install("--prefix", environment, "alpha==1.0");
        Install("--prefix", prefix, "--upgrade", "--no-deps", Path.Combine(_links, "alpha-2.0-py3-none-any.whl"));
        var site = SiteOf(environment);
        Assert.Equal(["alpha-2.0.dist-info"], InfosIn(site));
        Assert.False(File.Exists(Path.Combine(site, "alpha", "only_1.py")));
        Assert.True(File.Exists(Path.Combine(environment, "bin", "alpha")));
    }

    [Fact]
    public void Install_into_another_prefix_or_root_leaves_the_environment_alone()
    {
        Install("alpha==1.0");
        var before = _workspace.Environment();
        Install("--prefix", _workspace["elsewhere"], "--upgrade", "alpha");
        Install("--root", _workspace["root"], "--upgrade", "alpha");
        _workspace.Environment().MustEqual(before, "after installs elsewhere");
        Assert.Equal(["alpha-2.0.dist-info"], InfosIn(SiteOf(_workspace["elsewhere"])));
        Assert.Equal(["alpha-2.0.dist-info"], InfosIn(_workspace["root"] + _workspace.SitePackages));
    }

    [Fact]
    public void Install_target_upgrade_takes_the_old_version_and_leaves_what_others_share()
    {
        var target = _workspace["target"];
        Install("-t", target, "space-core==1.0");
        Install("-t", target, "-U", "space-more");
        Install("-t", target, "-U", "space-core");
        Assert.Equal(["space_core-2.0.dist-info", "space_more-1.0.dist-info"], InfosIn(target));
        Assert.False(File.Exists(Path.Combine(target, "space", "core", "old.py")));
        foreach (var path in (string[])["space/core/__init__.py", "space/more/__init__.py", "bin/core", "bin/more", "share/more.txt"])
        {
            Assert.True(File.Exists(Path.Combine(target, path)), path);
        }

        // RECORD tells the truth, so that the next upgrade finds everything.
        Assert.All(
            InfosIn(target).SelectMany(info => File.ReadLines(Path.Combine(target, info, "RECORD"))),
            row => Assert.True(File.Exists(Path.Combine(target, row.Split(',')[0])), row));
    }

    [Fact]
    public void Install_target_upgrade_finds_what_pip_put_there()
    {
        var target = _workspace["target"];
        _workspace.RealPip("install", "--no-index", "-f", _links, "-t", target, "space-core==1.0", "space-more").MustSucceed();
        Install("-t", target, "-U", "space-core");
        Assert.Equal(["space_core-2.0.dist-info", "space_more-1.0.dist-info"], InfosIn(target));
        Assert.False(File.Exists(Path.Combine(target, "space", "core", "old.py")));
        Assert.True(File.Exists(Path.Combine(target, "bin", "more")));
    }

    [Fact]
    public void Install_target_without_upgrade_changes_nothing_that_is_there()
    {
        var target = _workspace["target"];
        Install("-t", target, "space-core==1.0");
        File.WriteAllText(Path.Combine(target, "bin", "more"), "mine");
        var again = _workspace.PipCs("install", "--no-index", "-f", _links, "-t", target, "space-core==2.0", "space-more").MustSucceed();
        again.ErrorHas(
            $"WARNING: Target directory {target}/space already exists. Specify --upgrade to force replacement.",
            $"WARNING: Target directory {target}/bin/more already exists. Specify --upgrade to force replacement.");
        Assert.Equal(["space_core-1.0.dist-info", "space_more-1.0.dist-info"], InfosIn(target));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(target, "bin", "more")));
        Assert.True(File.Exists(Path.Combine(target, "space", "more", "__init__.py")));
    }

    [Fact]
    public void Install_target_upgrade_leaves_a_link_alone()
    {
        var target = _workspace.Folder("target");
        var elsewhere = _workspace.Folder("elsewhere");
        File.CreateSymbolicLink(Path.Combine(target, "alpha"), elsewhere);
        _workspace.PipCs("install", "--no-index", "-f", _links, "-t", target, "-U", "alpha").MustSucceed()
            .ErrorHas($"WARNING: Target directory {target}/alpha already exists and is a link. pip will not automatically replace links");
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public void Install_that_fails_leaves_no_folder_that_it_made()
    {
        _workspace.PipCs("install", "--no-index", "-f", _links, "--prefix", _workspace["elsewhere"], "--require-hashes", "alpha==1.0", "--no-deps").MustFail();
        new WheelBuilder("broken", "1.0").Add("broken-1.0.data/unknown/x", "").Write(_links);
        _workspace.PipCs("install", "--no-index", "-f", _links, "--prefix", _workspace["elsewhere"], "broken").MustFail();
        Assert.False(Path.Exists(_workspace["elsewhere"]));
    }

    [Fact]
    public void Uninstall_of_the_last_project_leaves_site_packages()
    {
        Install("alpha");
        _workspace.PipCs("uninstall", "-y", "alpha").MustSucceed();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.SitePackages));
    }

    [Fact]
    public void Install_verbose_says_the_mode_of_each_script()
    {
        var output = _workspace.PipCs("install", "-v", "--no-index", "-f", _links, "alpha").MustSucceed().Output;
        Assert.Contains($"\n  changing mode of {_workspace.Venv}/bin/alpha to 755\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_and_uninstall_warn_of_what_was_removed_by_half()
    {
        Directory.CreateDirectory(Path.Combine(_workspace.SitePackages, "~lpha-1.0.dist-info"));
        foreach (var command in (string[][])[["install", "--no-index", "-f", _links, "alpha"], ["uninstall", "-y", "alpha"]])
        {
            _workspace.PipCs(command).MustSucceed().ErrorHas($"WARNING: Ignoring incompletely removed distribution ~lpha-1.0.dist-info ({_workspace.SitePackages})");
        }
    }

    private void Install(params string[] arguments) => _workspace.PipCs(["install", "--no-index", "-f", _links, .. arguments]).MustSucceed();

    private static string SiteOf(string prefix) => Path.Combine(Directory.GetDirectories(Path.Combine(prefix, "lib"), "python3*").Single(), "site-packages");

    private static IEnumerable<string> InfosIn(string folder) => Directory.GetDirectories(folder, "*.dist-info").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
