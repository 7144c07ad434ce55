using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Names;

namespace PipCs.Index.Tests;

public sealed class CachedProjectsTests
{
    private static readonly ProjectName Bar = ProjectName.Normalize("bar");

    private static Reply Answer(Request request)
        => request["If-None-Match"] is not null
            ? new Reply(304) { Headers = [("Cache-Control", "max-age=1000")] }
            : Reply.Json("""{"files":[{"url":"x-1.0.tar.gz"}]}""", ("Cache-Control", request.Path.Contains("foo", StringComparison.Ordinal) ? "max-age=60" : "max-age=600"), ("ETag", "\"e\""));

    [Theory]
    [InlineData(10, null, 0)]
    [InlineData(100, null, 1)]
    [InlineData(1000, null, 2)]
    [InlineData(1000, 3600, 0)]
    [InlineData(10, 0, 2)]
    [InlineData(-10, null, 2)]
    public async Task FindExpired_pages_that_would_be_asked_for_again(int seconds, int? lifetime, int expired)
    {
        await using var fixture = new IndexFixture(Answer);
        await FillAsync(fixture);
        fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expired, CachedProjects.FindExpired(fixture.Cache, lifetime is { } given ? TimeSpan.FromSeconds(given) : null, fixture.Clock).Count);
    }

    [Fact]
    public async Task FindExpired_page_found_unchanged_lives_as_its_record_says_and_goes_with_it()
    {
        await using var fixture = new IndexFixture(Answer);
        await FillAsync(fixture);
        fixture.Clock.Advance(TimeSpan.FromSeconds(700));
        await FillAsync(fixture);
        Assert.Equal(4, CacheContents.List(fixture.Cache, CacheBuckets.Index).Count);
        Assert.Empty(CachedProjects.FindExpired(fixture.Cache, null, fixture.Clock));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1001));
        Assert.Equal(4, CachedProjects.FindExpired(fixture.Cache, null, fixture.Clock).Count);
    }

    private static async Task FillAsync(IndexFixture fixture)
    {
        var index = fixture.Open();
        Assert.NotNull(await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        await index.FlushAsync();

        // No two pages are of the same moment.
        fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(await index.GetPageAsync(Bar, TestContext.Current.CancellationToken));
        await index.FlushAsync();
    }
}
