using PipCs.Resolution.Asking;
using PipCs.Resolution.Tests.Fixtures;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Tests.Asking;

public sealed class SupposedPagesTests
{
    private readonly RecordingObserver _observer = new();
    private readonly Parts _parts;

    public SupposedPagesTests() => _parts = new Parts(Requests.For("a"), new MemoryIndex(), _observer);

    private static ProjectPage Page(string version) => new MemoryIndex().Add("a", version).PageOf(ProjectName.Normalize("a"))!;

    [Fact]
    public async Task ConfirmAsync_same_bytes_lines_are_let_out()
    {
        var answer = new TaskCompletionSource<ProjectPage?>();
        _parts.Supposed.Suppose(Page("1"), answer.Task);
        Assert.True(_parts.Supposed.HasAny);
        _parts.Gate!.Info("line");
        Assert.Empty(_observer.Lines);
        ValueTask confirmed = _parts.Supposed.ConfirmAsync();
        Assert.False(confirmed.IsCompleted);
        answer.SetResult(Page("1"));
        await confirmed;
        Assert.Equal(["line"], _observer.Lines);
        Assert.False(_parts.Supposed.HasAny);
    }

    [Theory]
    [InlineData("2")]
    [InlineData(null)]
    public async Task ConfirmAsync_another_page_or_none_throws_and_drops_the_lines(string? version)
    {
        _parts.Supposed.Suppose(Page("1"), Task.FromResult(version is null ? null : Page(version)));
        _parts.Gate!.Info("line");
        _ = await Assert.ThrowsAsync<OutdatedPageException>(async () => await _parts.Supposed.ConfirmAsync());
        await _parts.Supposed.ConfirmAsync();
        Assert.Empty(_observer.Lines);
    }

    [Fact]
    public async Task ConfirmAsync_answer_fails_throws_outdated()
    {
        _parts.Supposed.Suppose(Page("1"), Task.FromException<ProjectPage?>(new IOException()));
        _ = await Assert.ThrowsAsync<OutdatedPageException>(async () => await _parts.Supposed.ConfirmAsync());
    }
}
