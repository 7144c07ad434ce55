using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Transactions;

/// <summary>The lock of an environment is the transaction's folder in it: several commands take turns, nothing stays, nobody else's is used.</summary>
public sealed class LockTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public LockTests()
    {
        _links = _workspace.Folder("links");
        for (var i = 0; i < 4; i++)
        {
            new WheelBuilder("part" + i, "1.0").Module().Write(_links);
        }
    }

    public void Dispose() => _workspace.Dispose();

    private string Area => Path.Combine(_workspace.SitePackages, ".pip-cs-transaction");

    [Fact]
    public void Install_four_at_once_take_turns_and_leave_nothing()
    {
        var runs = Enumerable.Range(0, 4).Select(i => _workspace.Start("install", "--no-index", "-f", _links, "part" + i)).ToList();
        Assert.All(runs, run => run.Wait().MustSucceed());
        Assert.Equal(4, Directory.GetDirectories(_workspace.SitePackages, "*.dist-info").Length);
        Assert.False(Directory.Exists(Area));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace["tmp"]));
    }

    [Fact]
    public void Install_waits_for_the_one_that_has_the_lock_and_takes_over_from_one_that_died()
    {
        Directory.CreateDirectory(Path.Combine(Area, "new0"), (UnixFileMode)0x1C0);
        File.WriteAllText(Path.Combine(Area, "new0", "left.py"), "");
        using var held = ProgramRun.Start(Binary.Python, ["-c", "import fcntl, os, sys, time; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX); time.sleep(60)", Area]);
        Assert.True(SpinWait.SpinUntil(() => _workspace.Run("flock", "-n", Area, "true").ExitCode != 0, TimeSpan.FromSeconds(20)));
        var waiting = _workspace.Start("install", "--no-index", "-f", _links, "part0");
        Assert.True(SpinWait.SpinUntil(() => Opens(waiting.Id, Area), TimeSpan.FromSeconds(20)));
        Thread.Sleep(100);
        Assert.False(waiting.HasExited);
        held.Kill();
        var result = waiting.Wait().MustSucceed();
        Assert.Contains($"Waiting for another process to finish with {_workspace.SitePackages}", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Area));
        Assert.False(File.Exists(Path.Combine(_workspace.SitePackages, "left.py")));
    }

    [Fact]
    public void Install_follows_no_link_that_has_the_name_of_its_folder()
    {
        var elsewhere = _workspace.Folder("elsewhere");
        File.WriteAllText(Path.Combine(elsewhere, "mine"), "");
        File.CreateSymbolicLink(Area, elsewhere);
        _workspace.PipCs("install", "--no-index", "-f", _links, "part0").MustFail().ErrorHas(Area);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(elsewhere).Select(Path.GetFileName));
    }

    [Fact]
    public void Install_does_not_believe_what_another_user_left()
    {
        Binary.SkipUnlessRoot();
        var victim = _workspace.Write("victim", "precious");
        Directory.CreateDirectory(Area, (UnixFileMode)0x1FF);
        File.WriteAllText(Path.Combine(Area, "journal"), $"pip-cs journal 1\00\0{_workspace["gone"]}\0{victim}\0");
        _workspace.Run("chown", "-R", "61234", Area).MustSucceed();
        _workspace.PipCs("list").MustSucceed();
        _workspace.PipCs("install", "--no-index", "-f", _links, "part0").MustFail()
            .ErrorHas($"'{Area}' belongs to another user (number 61234)", "hint: Run `pip list` as that user");
        Assert.Equal("precious", File.ReadAllText(victim));
    }

    private static bool Opens(int process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Any(link => new FileInfo(link).LinkTarget == path);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
