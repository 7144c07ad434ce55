using PipCs.Resolution.Projects;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests.Asking;

public sealed class LookAheadTests
{
    private readonly MemoryIndex _memory = new MemoryIndex().Add("a", "1").Add("a", "2", "b", "c>1").Add("b", "1", "c").Add("c", "1").Add("c", "2");
    private readonly HintedIndex _index;
    private readonly Parts _parts;

    public LookAheadTests()
    {
        _index = new HintedIndex(_memory);
        _parts = new Parts(Requests.For("a").WithInstalled(_memory.Install("kept", "1")), _index);
    }

    [Fact]
    public async Task Prefetch_nothing_waited_for_tells_the_source_once()
    {
        _parts.LookAhead.PrefetchPages([Parts.Dependency("a"), Parts.Dependency("a>1"), Parts.Dependency("b")]);
        VersionChoice choice = (await _parts.LoadAsync("c")).ChoiceAt(2);
        _parts.LookAhead.PrefetchMetadata(choice);
        _parts.LookAhead.PrefetchMetadata(choice);
        Assert.Equal(["soon page a", "soon page b", "page c", "soon metadata c 2"], _index.Asked);
    }

    [Theory]
    [InlineData("kept")]
    [InlineData("d @ https://example.org/d-1-py3-none-any.whl")]
    public void PrefetchPage_page_is_not_needed_asks_nothing(string requirement)
    {
        _parts.LookAhead.PrefetchPage(Parts.Dependency(requirement));
        Assert.Empty(_index.Asked);
    }

    [Fact]
    public async Task WaitAsync_answers_arrive_what_follows_is_asked()
    {
        _parts.LookAhead.PrefetchPage(Parts.Dependency("a"));
        await _parts.LookAhead.BeginWaitingAsync();
        Assert.True(_parts.LookAhead.IsWaiting);
        Assert.Equal(["soon page a", "page a"], _index.Asked);
        await WaitAsync();
        Assert.Equal(["soon page a", "page a", "metadata a 2", "page b", "page c", "metadata b 1", "metadata c 2"], _index.Asked);
        await _parts.LookAhead.BeginWaitingAsync();
        Assert.Equal(7, _index.Asked.Count);
    }

    [Fact]
    public async Task PrefetchOlder_version_after_version_asks_in_growing_batches()
    {
        var memory = new MemoryIndex();
        for (int version = 1; version <= 40; version++)
        {
            _ = memory.Add("many", $"{version}");
        }

        var index = new HintedIndex(memory);
        var parts = new Parts(Requests.For("many"), index);
        ProjectState project = await parts.LoadAsync("many");
        var soon = new List<int>();
        for (int position = 40; position > 32; position--)
        {
            parts.LookAhead.PrefetchOlder(project, project.Universe(), position);
            soon.Add(index.Asked.Count - 1);
        }

        // The fourth try asks for the next 8, and the eighth for the 16 below it, of which 4 have been asked for.
        Assert.Equal([0, 0, 0, 8, 8, 8, 8, 20], soon);
        Assert.Equal("soon metadata many 36", index.Asked[1]);
    }

    /// <summary>Lets all arrivals be dealt with, by waiting for an answer that comes after them.</summary>
    private async Task WaitAsync()
    {
        int turns = 0;
        var last = new TaskCompletionSource();
        _parts.Arrivals.Then(Task.CompletedTask, Next);
        await _parts.Arrivals.WaitAsync(last.Task);

        void Next()
        {
            if (++turns == 10)
            {
                last.SetResult();
            }
            else
            {
                _parts.Arrivals.Then(Task.CompletedTask, Next);
            }
        }
    }
}
