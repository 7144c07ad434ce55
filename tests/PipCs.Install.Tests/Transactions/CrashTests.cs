using System.Diagnostics;
using PipCs.Diagnostics;
using PipCs.Install.Transactions;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests.Transactions;

/// <summary>A transaction that dies leaves the old state or the new one.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Recovery_after_any_step_restores_the_old_state()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var (one, two) = await Victim.MakeWheelsAsync(store);
        Wheels.Install(environment.Target, one);
        File.WriteAllText(Path.Join(environment.SitePackages, "pack", "mine.txt"), "mine");
        var old = environment.Snapshot();
        var steps = int.MaxValue;
        for (var made = 0; made <= steps; made++)
        {
            var transaction = EnvironmentTransaction.Begin(environment.Target, SilentReporter.Instance);
            transaction.StageAll(two);
            transaction.Remove(environment.Find("pack"));
            transaction.Remove(environment.Find("other"));
            var plan = transaction.Prepare();
            steps = plan.Steps.Count;
            using (var area = Platform.DirectoryHandle.OpenOrThrow(Path.Join(environment.SitePackages, EnvironmentTransaction.FolderName)))
            {
                Assert.Equal(Platform.Errno.None, Journal.Begin(area, plan.Steps));
                Assert.Equal(Platform.Errno.None, Steps.Make(plan.Steps[..made], area, out _));
                if (made % 3 == 1)
                {
                    // Dies once more while the old state is being restored.
                    Steps.Undo(plan.Steps[(made / 2)..], area);
                }
            }

            transaction.Abandon();
            EnvironmentTransaction.RollBackUnfinished(environment.SitePackages, SilentReporter.Instance);
            TestEnvironment.AssertSame(old, environment.Snapshot());
        }

        Assert.True(steps > 8, "the plan has steps to interrupt");
        Wheels.Install(environment.Target, two, environment.Find("pack"), environment.Find("other"));
        Assert.Equal("mine", File.ReadAllText(Path.Join(environment.SitePackages, "pack", "mine.txt")));
    }

    [Fact]
    public async Task Recovery_after_kill_leaves_old_or_new_state()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var (one, two) = await Victim.MakeWheelsAsync(store);
        Wheels.Install(environment.Target, one);
        var first = environment.Snapshot();
        Wheels.Install(environment.Target, two, environment.Find("pack"), environment.Find("other"));
        var second = environment.Snapshot();
        var random = new Random(20260);
        var rolledBack = 0;
        for (var i = 0; i < 100; i++)
        {
            using (var child = Start(environment))
            {
                Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
                var until = Stopwatch.GetTimestamp() + (long)(random.NextDouble() * 0.02 * Stopwatch.Frequency);
                while (Stopwatch.GetTimestamp() < until)
                {
                    Thread.SpinWait(20);
                }

                child.Kill();
                await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            rolledBack += Directory.Exists(Path.Join(environment.SitePackages, EnvironmentTransaction.FolderName)) ? 1 : 0;
            EnvironmentTransaction.RollBackUnfinished(environment.SitePackages, SilentReporter.Instance);
            var now = environment.Snapshot();
            Assert.True(now.SequenceEqual(first) || now.SequenceEqual(second), $"round {i}: neither the old nor the new state");
        }

        Assert.True(rolledBack > 10, $"{rolledBack} of 100 kills hit a transaction");
    }

    private static Process Start(TestEnvironment environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--victim", environment.Path, Path.Join(environment.Scratch, "cache")]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }
}
