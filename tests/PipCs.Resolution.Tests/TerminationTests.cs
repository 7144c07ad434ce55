using System.Diagnostics;
using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>Inputs made to blow up end soon, in bounded memory, and stop at once when told to.</summary>
public sealed class TerminationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(7, true)]
    [InlineData(7, false)]
    public async Task ResolveAsync_everything_excludes_everything_ends(int count, bool isSatisfiable)
    {
        // Each package must have a version of its own: as many versions as packages suffice, one fewer does not.
        var index = new MemoryIndex();
        int versions = isSatisfiable ? count : count - 1;
        for (int i = 0; i < count; i++)
        {
            for (int version = 1; version <= versions; version++)
            {
                _ = index.Add($"p{i}", $"{version}", [.. Enumerable.Range(0, count).Where(other => other != i).Select(other => $"p{other}!={version}")]);
            }
        }

        string[] roots = [.. Enumerable.Range(0, count).Select(i => $"p{i}")];
        Assert.Equal(isSatisfiable, await MeasureAsync(index, Requests.For(roots), 64));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResolveAsync_ten_thousand_versions_tried_one_by_one_end(bool isSatisfiable)
    {
        const int Versions = 10_000;
        var index = new MemoryIndex().Add("d", "1", "c==0");
        for (int version = 0; version <= Versions; version++)
        {
            _ = index.Add("a", $"{version}", $"b=={(version == 0 && !isSatisfiable ? 1 : version)}").Add("b", $"{version}", $"c=={version}").Add("c", $"{version}");
        }

        Assert.Equal(isSatisfiable, await MeasureAsync(index, Requests.For("a", "d"), 512));
    }

    [Fact]
    public async Task ResolveAsync_is_cancelled_amid_its_work()
    {
        const int Count = 14;
        var index = new MemoryIndex();
        for (int i = 0; i < Count; i++)
        {
            for (int version = 1; version < Count; version++)
            {
                _ = index.Add($"p{i}", $"{version}", [.. Enumerable.Range(0, Count).Where(other => other != i).Select(other => $"p{other}!={version}")]);
            }
        }

        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        string[] roots = [.. Enumerable.Range(0, Count).Select(i => $"p{i}")];
        Task task = Task.Run(async () => await Resolver.ResolveAsync(Requests.For(roots), index, null, source.Token), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(task.IsCompleted);
        long start = Stopwatch.GetTimestamp();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
    }

    private async Task<bool> MeasureAsync(MemoryIndex index, ResolutionRequest request, int mostMegabytes)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Limit);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        var resolution = new Resolution(request, index, null, source.Token);
        bool isSatisfiable = true;
        try
        {
            _ = await resolution.RunAsync();
        }
        catch (UserErrorException)
        {
            isSatisfiable = false;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        GC.KeepAlive(resolution);
        output.WriteLine($"{seconds:0.00} s, {megabytes} MB held, {resolution.Restarts} restarts");
        Assert.InRange(megabytes, -1000, mostMegabytes);
        return isSatisfiable;
    }
}
