using System.Diagnostics;
using System.Globalization;
using PipCs.Platform.Processes;

namespace PipCs.Platform.Tests.Processes;

/// <summary>Ending a program, and what is left of it.</summary>
public sealed class ChildProcessEndTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly string _root = Directory.CreateTempSubdirectory("pip-cs-child-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_timeout_ends_grandchildren(bool isInteractive)
    {
        // One that holds the pipes open, and one that ignores being asked.
        var command = Shell("echo begun; sh -c 'sleep 300 & echo $! > sleeper; trap \"\" TERM; echo $$ > deaf; while :; do sleep 1; done' & wait") with { IsInteractive = isInteractive };
        var started = Stopwatch.StartNew();
        var result = ChildProcess.Run(command, new() { Timeout = Short }, TestContext.Current.CancellationToken);
        Assert.True(started.Elapsed < Long);
        Assert.True(result.IsTimedOut);
        Assert.NotEqual(0, result.Exit.Signal);
        Assert.Equal("begun\n", result.OutputText);
        AssertGone("sleeper", "deaf");
    }

    [Fact]
    public void Run_timeout_holds_for_a_program_that_closed_its_output()
    {
        var result = ChildProcess.Run(Shell("exec >&- 2>&-; sleep 300"), new() { Timeout = Short }, TestContext.Current.CancellationToken);
        Assert.True(result.IsTimedOut);
    }

    [Fact]
    public void Run_timeout_holds_for_a_program_that_left_others_with_its_output()
    {
        var result = ChildProcess.Run(Shell("sleep 300 & echo $! > sleeper"), new() { Timeout = Short }, TestContext.Current.CancellationToken);
        Assert.True(result.IsTimedOut);
        AssertGone("sleeper");
    }

    [Fact]
    public void Run_timeout_holds_for_input_that_is_not_read()
    {
        var result = ChildProcess.Run(Shell("sleep 300"), new() { Timeout = Short, Input = new byte[1_000_000] }, TestContext.Current.CancellationToken);
        Assert.True(result.IsTimedOut);
    }

    [Fact]
    public void Run_cancellation_ends_the_group()
    {
        using var source = new CancellationTokenSource(Short);
        var exception = Assert.Throws<OperationCanceledException>(() => ChildProcess.Run(Shell("sleep 300 & echo $! > sleeper; wait"), new(), source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
        AssertGone("sleeper");
        Assert.Throws<OperationCanceledException>(() => ChildProcess.Run(Shell("touch started"), new(), source.Token));
        Assert.False(File.Exists(_root + "/started"));
    }

    [Fact]
    public void Run_program_that_is_done_may_leave_others_behind()
    {
        var result = ChildProcess.Run(Shell("sleep 300 > /dev/null 2>&1 & echo $!"), new(), TestContext.Current.CancellationToken);
        using var left = Process.GetProcessById(int.Parse(result.OutputText, CultureInfo.InvariantCulture));
        Assert.False(left.HasExited);
        left.Kill();
    }

    [Fact]
    public void Dispose_ends_what_runs()
    {
        var process = ChildProcess.Start(Shell("sleep 300 & echo $! > sleeper; echo; wait") with { Input = ChildInput.Piped });
        process.Output.ReadByte();
        process.Dispose();
        process.Dispose();
        AssertGone("sleeper");
    }

    [Fact]
    public void Group_is_the_childs_own_unless_it_is_interactive()
    {
        const string Script = "import os; print(os.getpgrp() == os.getpid(), os.getpgrp() == os.getpgid(os.getppid()))";
        var command = new ChildCommand("python3", "-c", Script);
        Assert.Equal("True False\n", ChildProcess.Run(command, new(), TestContext.Current.CancellationToken).OutputText);
        Assert.Equal("False True\n", ChildProcess.Run(command with { IsInteractive = true }, new(), TestContext.Current.CancellationToken).OutputText);
    }

    [Fact]
    public void Descriptors_are_closed_and_no_zombie_is_left()
    {
        using var source = new CancellationTokenSource();
        var exchange = new ChildExchange { Input = new byte[10], Timeout = Long };
        ChildProcess.Run(new("cat"), exchange, source.Token);
        var before = CountDescriptors();
        for (var round = 0; round < 50; round++)
        {
            ChildProcess.Run(new("cat"), exchange, source.Token);
            Assert.Throws<ChildStartException>(() => ChildProcess.Run(new("/not/there"), exchange, source.Token));
            ChildProcess.Run(Shell("sleep 300"), exchange with { Timeout = TimeSpan.FromMilliseconds(1) }, source.Token);
        }

        // Other tests of this process open and close theirs meanwhile.
        Assert.True(SpinWait.SpinUntil(() => CountDescriptors() <= before + 10, Long), $"{before} descriptors became {CountDescriptors()}.");
    }

    [Fact]
    public void Child_does_not_hold_the_pipes_of_another()
    {
        using var other = ChildProcess.Start(new ChildCommand("cat") { Input = ChildInput.Piped });
        var pipe = new FileInfo($"/proc/{other.Id}/fd/0").LinkTarget!;
        var held = ChildProcess.Run(Shell("ls -l /proc/self/fd"), new(), TestContext.Current.CancellationToken).OutputText;
        Assert.Contains("pipe:", held, StringComparison.Ordinal);
        Assert.DoesNotContain(pipe, held, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_at_once_end_as_they_should()
    {
        var runs = Enumerable.Range(0, 100).Select(number => Task.Factory.StartNew(
            () => ChildProcess.Run(Shell($"cat; echo {number}; exit {number}"), new() { Input = new byte[100_000] }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var results = await Task.WhenAll(runs);
        Assert.All(results.Index(), result =>
        {
            Assert.Equal(result.Index, result.Item.Exit.Code);
            Assert.EndsWith($"\0{result.Index}\n", result.Item.OutputText, StringComparison.Ordinal);
            Assert.Equal(100_001 + result.Index.ToString(CultureInfo.InvariantCulture).Length, result.Item.Output.Length);
        });
    }

    [Fact]
    public async Task Programs_that_the_runtime_starts_meanwhile_are_waited_for_by_their_starters()
    {
        var token = TestContext.Current.CancellationToken;
        var ours = Task.Run(() => Enumerable.Range(1, 50).Select(code => ChildProcess.Run(Shell($"exit {code}"), new(), token).Exit.Code).ToList(), token);
        var theirs = Task.Run(
            () => Enumerable.Range(1, 50).Select(code =>
            {
                using var process = Process.Start("/bin/sh", ["-c", $"exit {code}"]);
                process.WaitForExit();
                return process.ExitCode;
            }).ToList(),
            token);
        Assert.Equal(Enumerable.Range(1, 50), await ours);
        Assert.Equal(Enumerable.Range(1, 50), await theirs);
    }

    private static int CountDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private ChildCommand Shell(string script) => new("/bin/sh", "-c", script) { WorkingDirectory = _root };

    private void AssertGone(params string[] files)
    {
        foreach (var file in files)
        {
            var folder = "/proc/" + File.ReadAllText(Path.Join(_root, file)).Trim();
            Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(folder) || IsZombie(folder), Long), $"{file} runs.");
        }
    }

    private static bool IsZombie(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
