using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Standards.Names;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests.Transactions;

/// <summary>A process that upgrades and downgrades two projects until it is killed.</summary>
internal static class Victim
{
    internal static async Task<int> RunAsync(string environment, string cache)
    {
        var interpreter = InterpreterFinder.Find(new InterpreterQuery { Python = Path.Join(environment, "bin", "python"), EnvironmentVariable = static _ => null }, new CacheRoot(cache));
        var target = new InstallTarget { Scheme = interpreter.Scheme, ScriptExecutable = interpreter.Executable, Interpreter = interpreter };
        using var store = new StoreFixture();
        var (one, two) = await MakeWheelsAsync(store);
        for (var i = 0; ; i++)
        {
            // The first round warms the code up; what it is killed in comes after.
            if (i == 1)
            {
                await Console.Out.WriteLineAsync("ready");
                await Console.Out.FlushAsync();
            }

            var installed = InstalledDistributions.Scan(interpreter);
            Assert.True(installed.TryGet(ProjectName.Normalize("pack"), out var pack));
            Assert.True(installed.TryGet(ProjectName.Normalize("other"), out var other));
            using var transaction = EnvironmentTransaction.Begin(target, SilentReporter.Instance);
            transaction.StageAll(pack.VersionText == "1.0" ? two : one);
            transaction.Remove(pack);
            transaction.Remove(other);
            transaction.Commit();
        }
    }

    /// <summary>Two projects in two versions each, with a shared namespace, modules at the top, scripts and data.</summary>
    internal static async Task<(WheelInstallation[] One, WheelInstallation[] Two)> MakeWheelsAsync(StoreFixture store)
    {
        var one = new[]
        {
            await Wheels.MakeAsync(store, "pack", "1.0", ("pack/__init__.py", "v = 1\n"), ("pack/old.py", ""), ("space/pack.py", "1"), ("top.py", "1"), ("pack-1.0.data/scripts/run", "#!python\n"), ("pack-1.0.data/data/share/pack/a.txt", "1")),
            await Wheels.MakeAsync(store, "other", "1.0", ("other/__init__.py", "v = 1\n"), ("space/other.py", "1"), ("other-1.0.dist-info/entry_points.txt", "[console_scripts]\ntool = other:v\n")),
        };
        var two = new[]
        {
            await Wheels.MakeAsync(store, "pack", "2.0", ("pack/__init__.py", "v = 2\n"), ("pack/new/__init__.py", ""), ("space/pack.py", "2"), ("top.py", "2"), ("pack-2.0.data/scripts/run2", "#!python\n"), ("pack-2.0.data/data/share/pack/b.txt", "2")),
            await Wheels.MakeAsync(store, "other", "2.0", ("other/__init__.py", "v = 2\n"), ("space/other.py", "2"), ("other-2.0.dist-info/entry_points.txt", "[console_scripts]\ntool = other:v\n")),
        };
        return (Array.ConvertAll(one, static wheel => new WheelInstallation { Wheel = wheel }), Array.ConvertAll(two, static wheel => new WheelInstallation { Wheel = wheel }));
    }
}
