using System.Diagnostics;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Transactions;

/// <summary>kill -9 at random moments: the next run finds the old state or the new one, never a mixture.</summary>
public sealed class KillTests : IDisposable
{
    private const int Moments = 40;
    private readonly Workspace _workspace = new();
    private readonly string _links;
    private readonly Random _random = new(20261123);

    public KillTests()
    {
        _links = _workspace.Folder("links");
        foreach (var version in (string[])["1.0", "2.0"])
        {
            Many(new WheelBuilder("heavy", version).Module().Requires("light==" + version).Script("heavy = heavy:run"), "heavy", version).Write(_links);
            Many(new WheelBuilder("light", version).Module().Script($"light{version[0]} = light:run"), "light", version).Write(_links);
        }

        new WheelBuilder("bystander", "1.0").Module().Script("bystander = bystander:run").Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_killed_at_any_moment_leaves_the_old_or_the_new_state()
        => KillOften(["bystander"], ["install", "--no-index", "-f", _links, "heavy"]);

    [Fact]
    public void Upgrade_killed_at_any_moment_leaves_the_old_or_the_new_state()
        => KillOften(["bystander", "heavy==1.0"], ["install", "--no-index", "-f", _links, "-U", "heavy"]);

    [Fact]
    public void Uninstall_killed_at_any_moment_leaves_the_old_or_the_new_state()
        => KillOften(["bystander", "heavy==1.0"], ["uninstall", "-y", "heavy", "light"]);

    /// <summary>One transaction of everything that a file changes: an upgrade, what comes new, what goes.</summary>
    [Fact]
    public void Sync_killed_at_any_moment_leaves_the_old_or_the_new_state()
        => KillOften(["bystander", "light==1.0"], ["sync", "-y", "--no-index", "-f", _links, "-r", _workspace.Write("wanted.txt", "heavy==2.0\n")]);

    private static WheelBuilder Many(WheelBuilder wheel, string package, string version)
    {
        for (var i = 0; i < 150; i++)
        {
            // Some files are in both versions, some only in one.
            var name = i % 3 == 0 ? $"{package}/part{i}.py" : $"{package}/sub{i % 5}/only_{version[0]}_{i}.py";
            wheel.Add(name, $"VERSION = '{version}'\nNUMBER = {i}\n");
        }

        return wheel;
    }

    private void KillOften(string[] old, string[] command)
    {
        var (oldTree, newTree, limit) = Prepare(old, command);
        var seen = (Old: 0, New: 0, Late: 0);
        for (var moment = 0; moment < Moments; moment++)
        {
            Restore("old");
            if (moment % 3 == 2)
            {
                // A cold cache too: killed while wheels are unpacked and compiled.
                _workspace.Set("PIP_CACHE_DIR", _workspace["cold" + moment]);
            }

            var delay = TimeSpan.FromTicks((long)(limit.Ticks * _random.NextDouble()));
            var run = _workspace.Start(command);
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < delay && !run.HasExited)
            {
                Thread.SpinWait(200);
            }

            seen.Late += run.HasExited ? 1 : 0;
            run.Kill();
            run.Wait();

            _workspace.PipCs("list").MustSucceed();
            var after = _workspace.Environment();
            var isOld = after.Matches(oldTree);
            if (!isOld)
            {
                after.MustEqual(newTree, $"after a kill {delay.TotalMilliseconds:0.0} ms into {string.Join(' ', command)}; what is there is not the old state, and not the new");
            }

            seen.Old += isOld ? 1 : 0;
            seen.New += isOld ? 0 : 1;
            if (moment % 4 == 0 && isOld)
            {
                _workspace.PipCs(command).MustSucceed();
                _workspace.Environment().MustEqual(newTree, "when the command ran again after a kill");
            }

            _workspace.Set("PIP_CACHE_DIR", _workspace.Cache);
        }

        TestContext.Current.SendDiagnosticMessage($"{Moments} kills within {limit.TotalMilliseconds:0} ms: old {seen.Old}, new {seen.New}, of these ended before {seen.Late}");
        Assert.True(seen.Late < Moments, "every run had ended before it was killed");
    }

    /// <summary>Makes both states, each by runs that nothing disturbs; the time is what the command takes at most.</summary>
    private (Tree Old, Tree New, TimeSpan Time) Prepare(string[] old, string[] command)
    {
        _workspace.PipCs(["install", "--no-index", "-f", _links, .. old]).MustSucceed();
        var oldTree = _workspace.Environment();
        _workspace.Run("cp", "-a", _workspace.Venv, _workspace["old"]).MustSucceed();
        var newTree = oldTree;
        var longest = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            Restore("old");
            var watch = Stopwatch.StartNew();
            _workspace.PipCs(command).MustSucceed();
            longest = watch.Elapsed > longest && i > 0 ? watch.Elapsed : longest;
            newTree = _workspace.Environment();
        }

        Assert.False(oldTree.Matches(newTree));
        return (oldTree, newTree, longest * 1.5);
    }

    private void Restore(string state)
    {
        Directory.Delete(_workspace.Venv, true);
        _workspace.Run("cp", "-a", _workspace[state], _workspace.Venv).MustSucceed();
    }
}
