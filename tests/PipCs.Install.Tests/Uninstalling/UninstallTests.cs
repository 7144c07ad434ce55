using PipCs.Diagnostics;
using PipCs.Harness;

namespace PipCs.Install.Tests.Uninstalling;

/// <summary>What is removed, compared with real pip.</summary>
public sealed class UninstallTests
{
    [Fact]
    public void Remove_leaves_what_pip_leaves()
    {
        _ = SharedFiles.Require("mirror/files");
        using var ours = new TestEnvironment();
        ours.PipInstall("six", "black", "requests", "pip", "setuptools", "notebook", "jupyterlab_pygments");
        var site = ours.SitePackages;
        File.WriteAllText(Path.Join(site, "requests", "mine.txt"), "mine");
        File.WriteAllText(Path.Join(site, "six.pyo"), "old");
        Directory.CreateDirectory(Path.Join(site, "blib2to3", "empty"));
        using var theirs = ours.Copy();
        string[] projects = ["six", "black", "requests", "pip", "setuptools", "notebook", "jupyterlab_pygments"];

        using (var transaction = EnvironmentTransaction.Begin(ours.Target, SilentReporter.Instance))
        {
            foreach (var project in projects)
            {
                transaction.Remove(ours.Find(project));
            }

            transaction.Commit();
        }

        theirs.Pip(["uninstall", "-y", "-q", .. projects]);
        TestEnvironment.AssertSame(theirs.Snapshot(), ours.Snapshot());
        Assert.True(File.Exists(Path.Join(site, "requests", "mine.txt")));
    }
}
