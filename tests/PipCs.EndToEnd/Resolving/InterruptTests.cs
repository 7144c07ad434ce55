using System.Diagnostics;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>Ctrl-C ends the run at once, as pip's does, and harms nothing.</summary>
public sealed class InterruptTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);
    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;

    public InterruptTests() => _unharmed = Unharmed.Begin(_workspace);

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("/simple/slow/")]
    [InlineData("/files/slow-1.0-py3-none-any.whl")]
    public async Task Install_interrupted_while_it_waits_for_an_answer(string path)
    {
        var index = FaultServer.Index(new WheelBuilder("slow", "1.0").Module());
        using var asked = new SemaphoreSlim(0);
        using var server = new FaultServer(async (request, stream) =>
        {
            if (request.Path == path)
            {
                asked.Release();
                await Task.Delay(TimeSpan.FromSeconds(60));
            }

            await index(request, stream);
        });
        var run = _workspace.StartInterruptible("install", "--index-url", server.IndexUrl, "slow");
        Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Interrupt(run);
        _unharmed.Check();
    }

    [Fact]
    public async Task Install_interrupted_while_nobody_reads_its_report()
    {
        new WheelBuilder("good", "1.0").Module().Write(_workspace.Folder("links"));
        _workspace.Run("mkfifo", "pipe").MustSucceed();
        var run = _workspace.StartInterruptible("install", "--no-index", "--find-links", _workspace["links"], "--report", "pipe", "good");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.False(run.HasExited);
        Interrupt(run);
        _unharmed.Check();
    }

    [Fact]
    public async Task Install_interrupted_while_it_solves()
    {
        // Fourteen packages that must all have versions of their own, and one version too few: no solver ends this soon.
        const int Count = 14;
        var links = _workspace.Folder("links");
        for (var i = 0; i < Count; i++)
        {
            for (var version = 1; version < Count; version++)
            {
                new WheelBuilder($"p{i}", $"{version}").Requires([.. Enumerable.Range(0, Count).Where(other => other != i).Select(other => $"p{other}!={version}")]).Write(links);
            }
        }

        var run = _workspace.StartInterruptible(["install", "--no-index", "--find-links", links, .. Enumerable.Range(0, Count).Select(i => $"p{i}")]);
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        Assert.False(run.HasExited);
        Interrupt(run);
        _unharmed.Check();
    }

    private void Interrupt(ProgramRun run)
    {
        var watch = Stopwatch.StartNew();
        _workspace.Run("/bin/kill", "-INT", $"{run.Id}").MustSucceed();
        var result = run.Wait().MustFail();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtOnce);
        Assert.Equal("ERROR: Operation cancelled by user\n", result.Error);
    }
}
