using PipCs.Diagnostics;
using PipCs.Harness;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests.Uninstalling;

/// <summary>What a plan lists, and what it refuses.</summary>
public sealed class UninstallPlanTests
{
    [Fact]
    public void Remove_old_setuptools_installs_as_pip_does()
    {
        _ = SharedFiles.Require("mirror/files");
        using var ours = new TestEnvironment();
        var site = ours.SitePackages;
        Write(site, "flat-1.0-py3.11.egg-info/PKG-INFO", "Metadata-Version: 1.1\nName: flat\nVersion: 1.0\n");
        Write(site, "flat-1.0-py3.11.egg-info/installed-files.txt", "../flat/__init__.py\n../flat/sub/data.txt\nPKG-INFO\ninstalled-files.txt\n../../../../bin/flat-tool\n");
        Write(site, "flat/__init__.py", "");
        Write(site, "flat/sub/data.txt", "data");
        Write(site, "flat/__pycache__/__init__.cpython-311.pyc", "");
        Write(ours.Path, "bin/flat-tool", "");
        Write(site, "tops-1.0-py3.11.egg-info/PKG-INFO", "Metadata-Version: 1.1\nName: tops\nVersion: 1.0\n");
        Write(site, "tops-1.0-py3.11.egg-info/top_level.txt", "tops\ntopmodule\nnames\n");
        Write(site, "tops-1.0-py3.11.egg-info/namespace_packages.txt", "names\n");
        Write(site, "tops/deep/file.txt", "");
        Write(site, "topmodule.py", "");
        Write(site, "names/keep.py", "");
        Write(site, "egged-1.0-py3.11.egg/EGG-INFO/PKG-INFO", "Metadata-Version: 1.1\nName: egged\nVersion: 1.0\n");
        Write(site, "egged-1.0-py3.11.egg/egged.py", "");
        var source = Path.Join(ours.Scratch, "source");
        Write(source, "devel.egg-info/PKG-INFO", "Metadata-Version: 1.1\nName: devel\nVersion: 1.0\n");
        Write(source, "devel.py", "");
        Write(site, "devel.egg-link", source + "\n.");
        Write(site, "easy-install.pth", "./egged-1.0-py3.11.egg\n" + source + "\n/somewhere/else\n");
        using var theirs = ours.Copy();
        string[] projects = ["flat", "tops", "egged", "devel"];

        using (var transaction = EnvironmentTransaction.Begin(ours.Target, SilentReporter.Instance))
        {
            foreach (var project in projects)
            {
                transaction.Remove(ours.Find(project));
            }

            transaction.Commit();
        }

        theirs.Pip(["uninstall", "-y", .. projects]);
        TestEnvironment.AssertSame(theirs.Snapshot(), ours.Snapshot());
        Assert.Equal("/somewhere/else\n", File.ReadAllText(Path.Join(site, "easy-install.pth")));
        Assert.True(File.Exists(Path.Join(source, "devel.py")));
    }

    [Fact]
    public async Task Paths_outside_of_the_prefix_are_refused()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo.py", "x = 1\n"));
        Wheels.Install(environment.Target, [new() { Wheel = wheel }]);
        var outside = Path.Join(environment.Scratch, "precious.txt");
        File.WriteAllText(outside, "precious");
        File.AppendAllText(Path.Join(environment.SitePackages, "demo-1.0.dist-info", "RECORD"), $"../../../../precious.txt,,\n{outside},,\n..,,\n../..,,\n");
        var plan = UninstallPlan.For(environment.Find("demo"), environment.Target);
        Assert.Equal([outside], plan.Refused);
        using (var transaction = EnvironmentTransaction.Begin(environment.Target, SilentReporter.Instance))
        {
            transaction.Remove(plan);
            transaction.Commit();
        }

        Assert.Equal("precious", File.ReadAllText(outside));
        Assert.True(File.Exists(Path.Join(environment.Path, "bin", "python")));
    }

    [Fact]
    public async Task Display_compresses_packages_and_names_what_stays()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo/__init__.py", ""), ("demo/sub/a.txt", ""), ("module.py", ""), ("demo-1.0.dist-info/entry_points.txt", "[console_scripts]\ndemo = demo:x\n"));
        Wheels.Install(environment.Target, [new() { Wheel = wheel }]);
        var site = environment.SitePackages;
        File.WriteAllText(Path.Join(site, "demo", "mine.txt"), "");
        var (remove, stay) = UninstallPlan.For(environment.Find("demo"), environment.Target).Display();
        Assert.Equal([$"{environment.Path}/bin/demo", $"{site}/demo-1.0.dist-info/*", $"{site}/demo/*", $"{site}/module.py"], remove);
        Assert.Equal([$"{site}/demo/mine.txt"], stay);
    }

    [Theory]
    [InlineData("", "You might be able to recover from this via: pip install --ignore-installed --no-deps demo==1.0")]
    [InlineData("conda", "The package was installed by conda. You should check if it can uninstall the package.")]
    public void For_without_record_is_an_error(string installer, string hint)
    {
        using var environment = new TestEnvironment();
        Write(environment.SitePackages, "demo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n");
        Write(environment.SitePackages, "demo-1.0.dist-info/INSTALLER", installer);
        var error = Assert.Throws<UserErrorException>(() => UninstallPlan.For(environment.Find("demo"), environment.Target));
        Assert.Equal("uninstall-no-record-file", error.Reference);
        Assert.Equal([hint], error.Hints);
    }

    [Fact]
    public void For_distutils_install_is_an_error()
    {
        using var environment = new TestEnvironment();
        Write(environment.SitePackages, "demo-1.0.egg-info", "Metadata-Version: 1.1\nName: demo\nVersion: 1.0\n");
        var error = Assert.Throws<UserErrorException>(() => UninstallPlan.For(environment.Find("demo"), environment.Target));
        Assert.Equal("uninstall-distutils-installed-package", error.Reference);
        Assert.Equal("Cannot uninstall demo 1.0", error.Message);
    }

    private static void Write(string folder, string name, string content)
    {
        var path = Path.Join(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
