using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Transactions;

/// <summary>Cache roots that are full, read-only, somebody else's or no folder at all: every command works, at worst as if there were no cache.</summary>
public sealed class CacheRootTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private int _targets;

    public CacheRootTests()
    {
        var links = _workspace.Folder("links");
        for (var i = 0; i < 3; i++)
        {
            var wheel = new WheelBuilder($"part{i}", "1.0").Module();
            for (var file = 0; file < 20; file++)
            {
                wheel.Add($"part{i}/module{file}.py", $"NUMBER = {file}\nTEXT = '{new string('x', 3000)}'\n");
            }

            wheel.Write(links);
        }

        _workspace.Set("PIP_NO_INDEX", "1");
        _workspace.Set("PIP_FIND_LINKS", links);
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>Sizes at which nothing fits, the first wheel breaks off, all but the last fits; and a disk without inodes.</summary>
    [Theory]
    [InlineData("size=8k")]
    [InlineData("size=60k")]
    [InlineData("size=150k")]
    [InlineData("size=300k")]
    [InlineData("nr_inodes=9")]
    [InlineData("nr_inodes=40")]
    public void Disk_of_the_cache_is_full_and_installs_work(string limit)
    {
        Installed(OnDisk($"mount -t tmpfs -o {limit},mode=755 none {_workspace.Cache}", [Shell(Install())]));
        Succeeds(OnDisk(
            $"mount -t tmpfs -o {limit},mode=755 none {_workspace.Cache}",
            [Shell(Install()), Shell("cache", "verify"), Shell("cache", "stats"), Shell(Install()), Shell("cache", "clear"), Shell(Install())]));
    }

    [Fact]
    public void Disk_of_the_cache_fills_up_later_and_what_is_there_stays_right()
    {
        var fill = $"dd if=/dev/zero of={_workspace.Cache}/filler bs=1k 2>/dev/null";
        var run = OnDisk(
            $"mount -t tmpfs -o size=1m,mode=755 none {_workspace.Cache}",
            [Shell(Install()), $"{{ {fill}; true; }}", Shell(Install()), Shell("cache", "verify"), $"rm {_workspace.Cache}/filler", Shell(Install()), Shell("cache", "verify")]);
        Succeeds(run);
        Assert.Equal(2, run.Output.Split("dropped: 0").Length - 1);
    }

    [Fact]
    public void Disk_that_is_read_only_serves_what_it_has()
    {
        Installed(_workspace.PipCs(Install()));
        var before = Tree.Read(_workspace.Cache);
        Succeeds(OnDisk(
            $"mount --bind {_workspace.Cache} {_workspace.Cache} && mount -o remount,bind,ro {_workspace.Cache}",
            [Shell(Install()), Shell("cache", "stats"), Shell("cache", "verify"), Shell("cache", "prune", "--max-age", "1d"), Shell("install", "--target", _workspace["fresh"], "part0", "--no-deps")]));
        Tree.Read(_workspace.Cache).MustEqual(before);
    }

    [Fact]
    public void Root_that_is_a_link_is_used()
    {
        Directory.CreateSymbolicLink(_workspace.Cache, _workspace.Folder("elsewhere"));
        Installed(_workspace.PipCs(Install()));
        Assert.NotEmpty(Directory.GetDirectories(_workspace["elsewhere"], "wheels-v*", SearchOption.AllDirectories));
        Installed(_workspace.PipCs(Install()));
        Assert.Contains("dropped: 0", _workspace.PipCs("cache", "verify").MustSucceed().Output, StringComparison.Ordinal);
        _workspace.PipCs("cache", "clear").MustSucceed();
        Assert.True(Directory.Exists(_workspace["elsewhere"]));
    }

    [Fact]
    public void Root_that_leads_nowhere_or_is_a_file_is_no_cache()
    {
        Directory.CreateSymbolicLink(_workspace.Cache, _workspace["nowhere", "at", "all"]);
        Installed(_workspace.PipCs(Install()));
        File.Delete(_workspace.Cache);
        File.WriteAllText(_workspace.Cache, "mine");
        Installed(_workspace.PipCs(Install()));
        _workspace.PipCs("cache", "stats").MustSucceed();
        _workspace.PipCs("cache", "verify").MustSucceed();
        Assert.Equal("mine", File.ReadAllText(_workspace.Cache));
    }

    [Theory]
    [InlineData("chmod -R o+w")]
    [InlineData("chown -R 65534")]
    public void Root_that_others_can_write_is_neither_believed_nor_touched(string change)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || change.StartsWith("chmod", StringComparison.Ordinal), "only root can give a folder away");
        Installed(_workspace.PipCs(Install()));

        // What they wrote into it must not be installed: a module of another text, with all times as they were.
        var stored = Directory.GetFiles(_workspace.Cache, "*", SearchOption.AllDirectories).First(file => file.Contains("/wheels-v", StringComparison.Ordinal) && new FileInfo(file).Length > 3000 && File.ReadAllText(file).StartsWith("NUMBER", StringComparison.Ordinal));
        var (text, time) = (File.ReadAllText(stored), File.GetLastWriteTimeUtc(stored));
        File.WriteAllText(stored, text.Replace("NUMBER", "EVILLY", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(stored, time);
        _workspace.Run("sh", "-c", $"{change} {_workspace.Cache}/pip-cs").MustSucceed();
        var before = Tree.Read(_workspace.Cache);
        var target = Installed(_workspace.PipCs(Install()));
        Assert.All(Directory.GetFiles(target, "*.py", SearchOption.AllDirectories), file => Assert.DoesNotContain("EVILLY", File.ReadAllText(file), StringComparison.Ordinal));
        _workspace.PipCs("cache", "clear").MustSucceed();
        _workspace.PipCs("cache", "prune", "--max-size", "0").MustSucceed();
        Tree.Read(_workspace.Cache).MustEqual(before);
    }

    [Fact]
    public void Clock_that_went_back_two_days_changes_nothing()
    {
        Installed(_workspace.PipCs(Install()));
        _workspace.Run("sh", "-c", $"find {_workspace.Cache}/pip-cs -exec touch -h -d '+2 days' {{}} +").MustSucceed();
        Installed(_workspace.PipCs(Install()));
        _workspace.PipCs("cache", "verify");
        Installed(_workspace.PipCs(Install()));
        Assert.Contains("dropped: 0", _workspace.PipCs("cache", "verify").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    public void Buckets_of_another_format_are_left_alone(string format)
    {
        Installed(_workspace.PipCs(Install()));
        foreach (var folder in Directory.GetDirectories(_workspace.Cache + "/pip-cs").Where(folder => folder[..^1].EndsWith("-v", StringComparison.Ordinal)))
        {
            _workspace.Run("cp", "-a", folder, folder[..^1] + format).MustSucceed();
        }

        Tree Other() => Tree.Read(_workspace.Cache).Without(path => !path.Contains("-v" + format, StringComparison.Ordinal));
        var before = Other();
        Assert.NotEmpty(before.Paths);
        Installed(_workspace.PipCs(Install()));
        foreach (var command in (string[][])[["cache", "verify"], ["cache", "clear"], ["cache", "clear", "part0"], ["cache", "clear", "--expired"], ["cache", "prune", "--max-size", "0"]])
        {
            _workspace.PipCs(command).MustSucceed();
            Other().MustEqual(before, string.Join(' ', command));
        }
    }

    private string[] Install() => ["install", "--target", _workspace[$"target{++_targets}"], "part0", "part1", "part2"];

    /// <summary>A command as a shell writes it.</summary>
    private static string Shell(params string[] arguments) => Binary.PipCs + " " + string.Join(' ', arguments);

    /// <summary>Runs commands one after the other where the mount is seen by them alone and gone with them.</summary>
    private ProgramResult OnDisk(string mount, string[] commands)
    {
        Assert.SkipUnless(Binary.Find("unshare") is not null, "unshare is not installed");
        Directory.CreateDirectory(_workspace.Cache);
        var user = Environment.IsPrivilegedProcess ? "-m" : "-rm";
        Assert.SkipUnless(_workspace.Run("unshare", user, "sh", "-c", $"mount -t tmpfs none {_workspace["tmp"]}").ExitCode == 0, "nothing can be mounted here");
        return _workspace.Run("unshare", user, "sh", "-c", $"{mount} && {string.Join(" && ", commands)}");
    }

    private string Installed(ProgramResult result)
    {
        Succeeds(result);
        return _workspace[$"target{_targets}"];
    }

    private void Succeeds(ProgramResult result)
    {
        result.MustSucceed();
        Assert.DoesNotContain("ERROR", result.Error, StringComparison.Ordinal);
        var targets = Directory.GetDirectories(_workspace.Root, "target*");
        Assert.Equal(_targets, targets.Length);
        Assert.All(targets, target => Assert.Equal(60, Directory.GetFiles(target, "module*.py", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length > 3000)));
    }
}
