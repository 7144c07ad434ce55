using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;
using PipCs.Standards.Names;

namespace PipCs.Resolution.Tests;

/// <summary>Pages that may be out of date are taken as they are while they are asked for: what comes of it, and what is told, is as if they had been waited for.</summary>
public sealed class SuppositionTests
{
    private const int Cases = 2_000;

    [Fact]
    public async Task ResolveAsync_some_pages_changed_since_yesterday_result_and_lines_are_todays()
    {
        int peeked = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var today = new RandomUniverse(seed);
            var index = new OutdatedIndex(new RandomUniverse(seed % 3 == 0 ? seed : seed + 1).BuildIndex(null), today.BuildIndex(null), seed);
            (string outcome, RecordingObserver observer) = await ResolveAsync(today, index);
            (string expected, RecordingObserver told) = await ResolveAsync(today, today.BuildIndex(null));
            Assert.True(expected == outcome, $"seed {seed}: {outcome} instead of {expected}");
            Assert.Equal(told.Lines, observer.Lines);
            Assert.Equal(told.Errors, observer.Errors);
            peeked += index.Peeked;
        }

        Assert.InRange(peeked, Cases / 2, int.MaxValue);
    }

    [Fact]
    public async Task ResolveAsync_all_pages_at_hand_asks_for_all_before_it_waits()
    {
        var yesterday = new MemoryIndex().Add("a", "1", "b").Add("b", "1", "c").Add("c", "1");
        var index = new HeldIndex(yesterday, 3);
        ResolutionResult result = await Resolver.ResolveAsync(Requests.For("a"), index, null, TestContext.Current.CancellationToken);
        Assert.Equal(["c", "b", "a"], result.Distributions.Select(item => item.Candidate.Project.Value));
    }

    [Theory]
    [InlineData("x", "a")]
    [InlineData("a", "x")]
    public async Task ResolveAsync_one_page_not_at_hand_all_is_asked_before_it_waits(params string[] roots)
    {
        var yesterday = new MemoryIndex().Add("a", "1", "b").Add("b", "1", "c").Add("c", "1").Add("x", "1");
        var index = new HeldIndex(yesterday, 4, absent: "x");
        ResolutionResult result = await Resolver.ResolveAsync(Requests.For(roots), index, null, TestContext.Current.CancellationToken);
        Assert.Equal(4, result.Distributions.Count);
    }

    [Fact]
    public async Task ResolveAsync_release_that_was_withdrawn_since_is_not_told_of()
    {
        var yesterday = new MemoryIndex().Add("a", "1").Add("a", "2", new ReleaseFiles { Requires = ["gone"] });
        var today = new MemoryIndex().Add("a", "1");
        var observer = new RecordingObserver();
        ResolutionResult result = await Resolver.ResolveAsync(Requests.For("a"), new OutdatedIndex(yesterday, today, 5), observer, TestContext.Current.CancellationToken);
        Assert.Equal("1", Assert.Single(result.Distributions).Candidate.Version.ToString());
        Assert.Equal(["Collecting a"], observer.Lines);
    }

    /// <summary>The page of b is answered only when the line of a was told, which rests on the page of a alone.</summary>
    [Fact]
    public async Task ResolveAsync_what_rests_on_confirmed_pages_is_told_while_others_are_waited_for()
    {
        var yesterday = new MemoryIndex().Add("a", "1", "b").Add("b", "1", "c").Add("c", "1");
        var observer = new FirstLine();
        ResolutionResult result = await Resolver.ResolveAsync(Requests.For("a"), new HeldIndex(yesterday, 3, last: "b", before: observer.Task), observer, TestContext.Current.CancellationToken);
        Assert.Equal(3, result.Distributions.Count);
        Assert.Equal("a", await observer.Task);
    }

    private sealed class FirstLine : IResolutionObserver
    {
        private readonly TaskCompletionSource<string> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<string> Task => _told.Task;

        public void Collecting(string requirement, string origin, Candidate candidate) => _told.TrySetResult(requirement);
    }

    private static async Task<(string Outcome, RecordingObserver Observer)> ResolveAsync(RandomUniverse universe, IMetadataSource index)
    {
        var observer = new RecordingObserver();
        try
        {
            ResolutionResult result = await Resolver.ResolveAsync(Requests.For(universe.Roots), index, observer, TestContext.Current.CancellationToken);
            return (string.Join("; ", result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version} {string.Join(',', item.Extras)}")), observer);
        }
        catch (UserErrorException exception)
        {
            return (exception.Message, observer);
        }
    }
}
