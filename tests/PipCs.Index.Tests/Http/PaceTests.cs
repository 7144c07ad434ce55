using System.Globalization;
using System.Net;
using PipCs.Index.Http.Pacing;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Names;

namespace PipCs.Index.Tests.Http;

/// <summary>How many requests a server gets at once: by the rules, and at a server that bears only so many.</summary>
public sealed class PaceTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limit_is_the_connections_and_who_waits_comes_in_order()
    {
        var pace = new Pace(isTls: false, connections: 2);
        var first = await pace.TakeAsync(Token);
        _ = await pace.TakeAsync(Token);
        var third = pace.TakeAsync(Token);
        var fourth = pace.TakeAsync(Token);
        Assert.False(third.IsCompleted);
        first.Dispose();
        first.Dispose();
        Assert.Equal(2, (await third).Number);
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public async Task Limit_halves_what_was_under_way_once_for_all_that_was_sent_before()
    {
        var pace = new Pace(isTls: false, connections: 24);
        var turns = new List<Turn>();
        for (var i = 0; i < 16; i++)
        {
            turns.Add(await pace.TakeAsync(Token));
        }

        turns.ForEach(turn => turn.Strained());
        Assert.Equal(8, pace.Limit);
        turns.ForEach(turn => turn.Dispose());
        (await pace.TakeAsync(Token)).Strained();
        Assert.Equal(1, pace.Limit);
    }

    [Fact]
    public async Task Limit_grows_by_one_for_each_round_that_goes_well_up_to_the_connections()
    {
        var pace = new Pace(isTls: false, connections: 3);
        (await pace.TakeAsync(Token)).Strained();
        Assert.Equal(1, pace.Limit);
        var seen = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            pace.Answered(HttpVersion.Version11);
            seen.Add(pace.Limit);
        }

        Assert.Equal([2, 2, 3, 3, 3, 3], seen);
    }

    [Fact]
    public void Limit_of_tls_becomes_that_of_the_protocol_with_the_first_answer()
    {
        var first = new Pace(isTls: true, connections: 24);
        var second = new Pace(isTls: true, connections: 24);
        Assert.Equal(128, first.Limit);
        first.Answered(HttpVersion.Version11);
        second.Answered(HttpVersion.Version20);
        Assert.Equal((24, 128), (first.Limit, second.Limit));
    }

    [Fact]
    public async Task Wait_that_is_cancelled_takes_no_turn()
    {
        var pace = new Pace(isTls: false, connections: 1);
        var first = await pace.TakeAsync(Token);
        using var impatience = new CancellationTokenSource();
        var second = pace.TakeAsync(impatience.Token).AsTask();
        var third = pace.TakeAsync(Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        using var turn = await third;
        Assert.Equal(1, turn.Number);
    }

    /// <summary>Without pacing most of these requests would come back at once, all together, until their retries are used up.</summary>
    [Theory]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("reset")]
    public async Task Server_that_bears_four_requests_at_once_serves_all(string refusal)
    {
        var running = 0;
        await using var fixture = new IndexFixture(_ =>
        {
            // The answer is made and waited for while the request counts as under way.
            var isBorne = Interlocked.Increment(ref running) <= 4;
            Thread.Sleep(isBorne ? 5 : 1);
            Interlocked.Decrement(ref running);
            return isBorne ? Reply.Json(Json)
                : refusal == "reset" ? new Reply { Hangup = true, Reset = true }
                : new Reply(int.Parse(refusal, CultureInfo.InvariantCulture)) { Headers = [("Retry-After", "0")] };
        });
        var index = fixture.Open();
        var pages = await Task.WhenAll(Enumerable.Range(0, 150).Select(i => index.GetPageAsync(ProjectName.Normalize($"foo{i}"), Token).AsTask()));
        Assert.All(pages, Assert.NotNull);
        Assert.InRange(fixture.Server.Requests.Count, 150, 300);
    }

    [Fact]
    public async Task Server_that_recovers_gets_more_again()
    {
        var running = 0;
        var most = 0;
        var asked = 0;
        await using var fixture = new IndexFixture(_ =>
        {
            var now = Interlocked.Increment(ref running);
            var number = Interlocked.Increment(ref asked);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            if (number > 60)
            {
                most = Math.Max(most, now);
            }

            return number <= 30 && now > 2 ? new Reply(429) { Headers = [("Retry-After", "0")] } : Reply.Json(Json);
        });
        var index = fixture.Open(options => options with { Retries = 20 });

        // On a busy machine it takes more of them until several are seen at once.
        for (var batch = 0; batch < 10 && most < 4; batch++)
        {
            var pages = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => index.GetPageAsync(ProjectName.Normalize($"foo{batch}-{i}"), Token).AsTask()));
            Assert.All(pages, Assert.NotNull);
        }

        Assert.InRange(most, 4, 24);
    }
}
