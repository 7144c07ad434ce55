using PipCs.Cache;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Tests.Wheels;

public sealed class WheelPipelineTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-pipeline-").FullName;
    private readonly MemoryWheels _wheels = new();
    private readonly WheelStore _store;
    private readonly WheelPipeline _pipeline;

    public WheelPipelineTests()
    {
        _store = new WheelStore(new CacheRoot(Path.Combine(_folder, "cache")), _wheels, Path.Combine(_folder, "scratch"));
        _pipeline = new WheelPipeline(_store, compiler: null, work: null, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Get_joins_a_fetch_that_runs_already()
    {
        var request = _wheels.Add("a", "1.0", isHeldBack: true);
        _ = _pipeline.Begin(request);
        _ = _pipeline.Begin(request);
        var first = _pipeline.GetAsync(request).AsTask();
        var second = _pipeline.GetAsync(request).AsTask();

        _wheels.Release(request);

        Assert.Equal((await first).Folder, (await second).Folder);
        Assert.Equal(1, _wheels.Opened);
    }

    [Fact]
    public async Task Wheel_that_was_fetched_now_was_not_cached_and_is_for_the_next_pipeline()
    {
        var request = _wheels.Add("a", "1.0");
        Assert.False(_pipeline.WasCached(request));

        await _pipeline.Begin(request);
        var stored = await _pipeline.GetAsync(request);
        await using var next = new WheelPipeline(_store, compiler: null, work: null, TestContext.Current.CancellationToken);

        Assert.False(_pipeline.WasCached(request));
        Assert.True(next.WasCached(request with { Sha256 = stored.Sha256 }));
        Assert.True(next.TryLand(request with { Sha256 = stored.Sha256 }, out var landed));
        Assert.Null(landed.Bytecode);
        Assert.Equal(1, _wheels.Opened);
    }

    [Fact]
    public async Task Failure_belongs_to_the_caller_that_asks_and_the_others_go_on()
    {
        var bad = _wheels.Add("bad", "1.0", isHeldBack: true);
        var good = _wheels.Add("good", "1.0");
        _ = _pipeline.Begin(bad);
        _ = _pipeline.Begin(good);

        _wheels.Fail(bad, new IOException("The line is cut."));

        Assert.Contains("Name: good", System.Text.Encoding.UTF8.GetString((await _pipeline.GetAsync(good)).ReadMetadata()), StringComparison.Ordinal);
        Assert.Contains("The line is cut.", (await Assert.ThrowsAnyAsync<Exception>(() => _pipeline.GetAsync(bad).AsTask())).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_cancels_what_nobody_waited_for_and_waits_for_its_end()
    {
        var request = _wheels.Add("a", "1.0", isHeldBack: true);
        var fetch = _pipeline.Begin(request);
        SpinWait.SpinUntil(() => _wheels.Opened == 1, TimeSpan.FromSeconds(30));

        await _pipeline.DisposeAsync();

        Assert.Equal(1, _wheels.Cancelled);
        Assert.True(fetch.IsCompleted);
        Assert.False(_store.TryGet(request, out _));
        Assert.Empty(Directory.Exists(Path.Combine(_folder, "scratch")) ? Directory.GetFileSystemEntries(Path.Combine(_folder, "scratch")) : []);
    }

    [Fact]
    public async Task Metadata_of_a_wheel_that_was_cleared_away_is_fetched_again()
    {
        var request = _wheels.Add("a", "1.0");
        var stored = await _pipeline.GetAsync(request);
        Directory.Delete(Path.Combine(_folder, "cache"), recursive: true);

        var metadata = await _pipeline.ReadMetadataAsync(stored, request);

        Assert.Contains("Name: a", System.Text.Encoding.UTF8.GetString(metadata), StringComparison.Ordinal);
        Assert.Equal(2, _wheels.Opened);
    }
}
