using System.Globalization;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http;

/// <summary>When a request is sent again, and after how long: on a clock that tells what it is asked to wait.</summary>
public sealed class RetryTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    [Theory]
    [InlineData(413, "7", 7)]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "0", null)]
    [InlineData(503, "0", null)]
    [InlineData(429, "100000", 120)]
    public async Task Retry_after_in_seconds_is_waited_for(int status, string value, int? seconds)
        => Assert.Equal(seconds is { } wait ? [TimeSpan.FromSeconds(wait)] : [], await WaitsAsync(status, _ => value));

    [Theory]
    [InlineData(429, 30, 30)]
    [InlineData(503, 30, 30)]
    [InlineData(429, -30, null)]
    [InlineData(503, -30, null)]
    [InlineData(503, 30, 30, "dddd, dd-MMM-yy HH:mm:ss 'GMT'")]
    [InlineData(503, 30, 30, "ddd MMM  d HH:mm:ss yyyy")]
    public async Task Retry_after_as_a_date_is_waited_for(int status, int ahead, int? seconds, string format = "r")
        => Assert.Equal(seconds is { } wait ? [TimeSpan.FromSeconds(wait)] : [], await WaitsAsync(status, clock => clock.GetUtcNow().AddSeconds(ahead).ToString(format, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(429, null, 1)]
    [InlineData(429, "soon", 1)]
    [InlineData(404, "1", 1)]
    [InlineData(504, "1", 1)]
    [InlineData(500, null, 3)]
    [InlineData(502, null, 3)]
    [InlineData(503, "soon", 3)]
    [InlineData(520, null, 3)]
    [InlineData(527, null, 3)]
    public async Task Status_is_asked_for_again_or_not(int status, string? retryAfter, int requests)
    {
        await using var fixture = new IndexFixture(_ => new Reply(status) { Headers = retryAfter is null ? [] : [("Retry-After", retryAfter)] });
        Assert.Null(await fixture.PageAsync(options => options with { Retries = 2 }));
        Assert.Equal(requests, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Waits_without_retry_after_double_and_vary_below_pips()
    {
        var waits = new List<TimeSpan[]>();
        for (var i = 0; i < 2; i++)
        {
            await using var fixture = new IndexFixture(request => request.Number < 6 ? new Reply(500) : Reply.Json(Json)) { Random = new Random(i) };
            Assert.NotNull(await fixture.PageAsync());
            waits.Add([.. fixture.Clock.Waits]);
        }

        double[] pips = [0.5, 1, 2, 4];
        foreach (var run in waits)
        {
            Assert.Equal(pips.Length, run.Length);
            Assert.All(run.Zip(pips), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.75, pair.Second));
        }

        Assert.NotEqual(waits[0], waits[1]);
    }

    private static async Task<TimeSpan[]> WaitsAsync(int status, Func<TestClock, string> retryAfter)
    {
        IndexFixture? current = null;
        await using var fixture = new IndexFixture(request => request.Number == 1 ? new Reply(status) { Headers = [("Retry-After", retryAfter(current!.Clock))] } : Reply.Json(Json));
        current = fixture;
        Assert.NotNull(await fixture.PageAsync());
        Assert.Empty(fixture.Reports.Warnings);
        return [.. fixture.Clock.Waits];
    }
}
