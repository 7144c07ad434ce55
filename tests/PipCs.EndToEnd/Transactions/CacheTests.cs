using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Transactions;

/// <summary>One cache root under many processes, under kills and damage: every command works, and verifying finds nothing wrong.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly FaultServer _server;

    /// <summary>Half of the wheels lie in a folder, half on an index.</summary>
    public CacheTests()
    {
        var links = _workspace.Folder("links");
        var wheels = new List<WheelBuilder>();
        for (var i = 0; i < 6; i++)
        {
            var wheel = new WheelBuilder($"part{i}", "1.0").Module().Requires(i == 0 ? "part1" : "part5; python_version < '3'");
            for (var file = 0; file < 30; file++)
            {
                wheel.Add($"part{i}/module{file}.py", $"NUMBER = {file}\n");
            }

            if (i < 3)
            {
                wheel.Write(links);
            }
            else
            {
                wheels.Add(wheel);
            }
        }

        _server = new FaultServer(FaultServer.Index([.. wheels]));
        _workspace.Set("PIP_INDEX_URL", _server.IndexUrl);
        _workspace.Set("PIP_FIND_LINKS", links);
    }

    public void Dispose()
    {
        _server.Dispose();
        _workspace.Dispose();
    }

    /// <summary>A few seconds here; as long as PIPCS_CACHE_SECONDS says in a long run.</summary>
    [Fact]
    public async Task Cache_16_processes_install_clear_prune_list_at_once_and_all_succeed()
    {
        var until = DateTime.UtcNow.AddSeconds(int.Parse(Environment.GetEnvironmentVariable("PIPCS_CACHE_SECONDS") ?? "4", System.Globalization.CultureInfo.InvariantCulture));
        var runs = 0;
        _workspace.PipCs("install", "part3").MustSucceed();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; DateTime.UtcNow < until; round++)
                {
                    string[] command = ((worker + round) % 13) switch
                    {
                        0 => ["cache", "clear", "wheels"],
                        1 => ["cache", "prune", "--max-size", "10kB"],
                        2 => ["cache", "clear", "part1"],
                        3 => ["list", "--outdated"],
                        4 => ["cache", "stats"],
                        5 => ["cache", "clear", "--expired"],
                        6 => ["cache", "verify"],
                        8 => ["cache", "purge"],
                        7 => ["install", "--target", _workspace[$"target{worker}-{round}"], "--refresh-package", ":all:", "--cache-max-size", "20kB", "part0", "part2", "part3", "part4"],
                        _ => ["install", "--target", _workspace[$"target{worker}-{round}"], "part0", "part2", "part3", "part4"],
                    };
                    _workspace.Start(command).Wait().MustSucceed();
                    if (command[0] == "install")
                    {
                        Assert.Equal(150, Directory.GetFiles(_workspace[$"target{worker}-{round}"], "module*.py", SearchOption.AllDirectories).Length);
                        Directory.Delete(_workspace[$"target{worker}-{round}"], recursive: true);
                    }

                    Interlocked.Increment(ref runs);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.InRange(runs, 16, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} runs");
        Verify();
    }

    /// <summary>Some here; as many as PIPCS_CACHE_KILLS says in a long run.</summary>
    [Fact]
    public void Cache_installs_refreshes_and_clearings_killed_at_any_moment_leave_it_sound()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("PIPCS_CACHE_KILLS") ?? "25", System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(20261126);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Install(0);
        var limit = watch.Elapsed.TotalMilliseconds;
        for (var i = 1; i <= kills; i++)
        {
            if (i % 2 == 0)
            {
                _workspace.Start("cache", "clear").Wait().MustSucceed();
            }

            string[] install = ["install", "--target", _workspace[$"killed{i}"], "part0", "part2", "part3", "part4"];
            string[] command = (i % 8) switch
            {
                1 => [.. install, "--refresh-package", ":all:"],
                3 => ["cache", "clear"],
                5 => ["cache", "verify"],
                _ => install,
            };
            using var run = _workspace.Start(command);
            Thread.Sleep((int)(random.NextDouble() * limit / (command[0] == "cache" ? 6 : 1)));
            try
            {
                System.Diagnostics.Process.GetProcessById(run.Id).Kill();
            }
            catch (ArgumentException)
            {
                // It was faster.
            }

            run.Wait();
            Install(i);
            if (i % 5 == 0)
            {
                Verify();
            }
        }

        Verify();
    }

    /// <summary>What was used in the last minutes is never evicted, so the clock of who evicts is a day ahead: then everything goes, also what installs are linking.</summary>
    [Fact]
    public async Task Eviction_of_all_that_installs_are_using_at_that_moment_fails_none_of_them()
    {
        Assert.SkipUnless(Binary.Find("cc") is not null, "no C compiler to set a clock ahead with");
        var ahead = _workspace["ahead.so"];
        _workspace.Run("cc", "-shared", "-fPIC", "-O1", "-o", ahead, _workspace.Write("ahead.c", """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <time.h>
            int clock_gettime(clockid_t clock, struct timespec *now)
            {
                int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(clock, now);
                if (clock == CLOCK_REALTIME) now->tv_sec += 86000;
                return result;
            }

            """)).MustSucceed();
        var until = DateTime.UtcNow.AddSeconds(int.Parse(Environment.GetEnvironmentVariable("PIPCS_CACHE_SECONDS") ?? "3", System.Globalization.CultureInfo.InvariantCulture));
        var (installs, evicted) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; DateTime.UtcNow < until; round++)
                {
                    if (worker < 2)
                    {
                        var removed = _workspace.Run("env", "LD_PRELOAD=" + ahead, Binary.PipCs, "cache", "prune", "--max-size", "0").MustSucceed().Output;
                        Interlocked.Add(ref evicted, int.Parse(removed.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        Install(_workspace[$"target{worker}-{round}"]);
                        Interlocked.Increment(ref installs);
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.InRange(installs, 4, int.MaxValue);
        Assert.InRange(evicted, 4, int.MaxValue);
        Verify();
    }

    /// <summary>No file may become longer than a limit (as where a quota is used up): what cannot be kept is not kept, and the installs are whole.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public void Files_that_may_not_grow_cost_the_cache_and_nothing_else(int blocks)
    {
        string[] install = ["install", "--no-compile", "--target", _workspace["target"], "part0", "part2", "part3", "part4"];
        string Limited(params string[] arguments) => $"{Binary.PipCs} {string.Join(' ', arguments)}";

        // Blocks of 512 bytes. A signal would end the program; it must not come to that.
        var run = _workspace.Run("sh", "-c", $"ulimit -f {blocks} && {Limited(install)} && {Limited("list", "--outdated")} && {Limited("cache", "verify")}").MustSucceed();
        Assert.DoesNotContain("ERROR", run.Error, StringComparison.Ordinal);
        Assert.Contains("dropped: 0", run.Output, StringComparison.Ordinal);
        Assert.Equal(150, Directory.GetFiles(_workspace["target"], "module*.py", SearchOption.AllDirectories).Length);
        Install(1);
        Verify();
    }

    [Fact]
    public void Environment_whose_files_may_not_grow_is_left_as_it_was()
    {
        var before = _workspace.Environment();

        // RECORD is longer than 512 bytes.
        var run = _workspace.Run("sh", "-c", $"ulimit -f 1 && {Binary.PipCs} install part0 part3").MustFail();
        Assert.Contains("File too large", run.Error, StringComparison.Ordinal);
        Assert.True(_workspace.Environment().Matches(before));
        _workspace.PipCs("install", "part0", "part3").MustSucceed();
        Verify();
    }

    [Fact]
    public void Verify_file_edited_through_a_hard_link_drops_its_wheel_and_the_next_install_is_right()
    {
        Install(0);
        File.AppendAllText(_workspace["target0", "part0", "module3.py"], "EDITED = 1\n");
        var result = _workspace.Start("cache", "verify").Wait();
        Assert.Equal(1, result.ExitCode);
        result.ErrorHas("part0/module3.py has been edited");
        Verify();
        Install(1);
        Assert.Equal("NUMBER = 3\n", File.ReadAllText(_workspace["target1", "part0", "module3.py"]));
        Verify();
    }

    [Fact]
    public void Stats_clear_and_prune_tell_what_is_there()
    {
        Install(0);
        Assert.InRange(Entries("wheels"), 5, 10);
        Assert.StartsWith("Entries removed: ", _workspace.Start("cache", "clear", "Part0").Wait().MustSucceed().Output, StringComparison.Ordinal);
        Install(1);
        _workspace.Start("cache", "clear", "wheels", "no/name").Wait().MustFail();
        Assert.InRange(Entries("wheels"), 5, 10);
        _workspace.Start("cache", "clear", "wheels", "part2").Wait().MustSucceed();
        Assert.Equal(0, Entries("wheels"));
        Install(2);
        _workspace.Start("cache", "clear").Wait().MustSucceed();
        Assert.Equal(0, Entries("wheels"));
        _workspace.Start("cache", "prune").Wait().MustFail().ErrorHas("Please provide a limit with --max-size or --max-age");
        _workspace.Start("cache", "clear", "no/name").Wait().MustFail().ErrorHas("'no/name' is neither a bucket of the cache nor the name of a project");
    }

    private int Entries(string bucket)
        => System.Text.Json.JsonDocument.Parse(_workspace.Start("cache", "stats", "--format", "json").Wait().MustSucceed().Output).RootElement
            .GetProperty("buckets").GetProperty(bucket).GetProperty("entries").GetInt32();

    private void Install(int number) => Install(_workspace[$"target{number}"]);

    private void Install(string target)
    {
        _workspace.Start("install", "--target", target, "part0", "part2", "part3", "part4").Wait().MustSucceed();
        Assert.Equal(150, Directory.GetFiles(target, "module*.py", SearchOption.AllDirectories).Length);
    }

    private void Verify() => Assert.Contains("dropped: 0", _workspace.Start("cache", "verify").Wait().MustSucceed().Output, StringComparison.Ordinal);
}
