using PipCs.Index.Tests.Server;
using PipCs.Standards.Names;

namespace PipCs.Index.Tests;

/// <summary>HTTP caching (RFC 9111) as a private cache that never guesses. The clock and the server's Date begin at 2026-01-01 00:00:00.</summary>
public sealed class PackageIndexFreshnessTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    /// <summary>What the server says of a page; after how many seconds it is wanted again; whether that is asked for.</summary>
    public static TheoryData<string, int, bool> Cases => new()
    {
        // max-age (5.2.2.1)
        { "Cache-Control: max-age=600", 599, false },
        { "Cache-Control: max-age=600", 600, true },
        { "Cache-Control: MAX-AGE=600 , public", 599, false },
        { "Cache-Control: max-age=\"600\"", 599, false },
        { "Cache-Control: max-age = 600", 599, false },
        { "Cache-Control: max-age=0", 0, true },
        { "Cache-Control: max-age=-1", 0, true },
        { "Cache-Control: max-age=1e9", 0, true },
        { "Cache-Control: max-age=", 0, true },
        { "Cache-Control: max-age=99999999999999999999", 2_000_000_000, false },
        { "Cache-Control: max-age=60, max-age=600", 61, true },
        { "Cache-Control: s-maxage=600", 0, true },
        { "Cache-Control: private, max-age=600", 599, false },

        // no-cache, no-store, must-revalidate (5.2.2)
        { "Cache-Control: no-cache", 0, true },
        { "Cache-Control: no-cache, max-age=600", 0, true },
        { "Cache-Control: max-age=600, no-cache", 0, true },
        { "Cache-Control: max-age=600, no-cache=\"X-Y\"", 0, true },
        { "Cache-Control: no-store, max-age=600", 0, true },
        { "Cache-Control: must-revalidate, max-age=600", 599, false },
        { "Cache-Control: must-revalidate, max-age=600", 601, true },
        { "Cache-Control: stale-while-revalidate=600", 0, true },

        // Expires (5.3)
        { "Expires: Thu, 01 Jan 2026 00:10:00 GMT", 599, false },
        { "Expires: Thu, 01 Jan 2026 00:10:00 GMT", 600, true },
        { "Expires: Thu, 01 Jan 2026 01:10:00 GMT|Date: Thu, 01 Jan 2026 01:00:00 GMT", 599, false },
        { "Expires: Thu, 01 Jan 2026 01:10:00 GMT|Date: Thu, 01 Jan 2026 01:00:00 GMT", 600, true },
        { "Expires: Thursday, 01-Jan-26 00:10:00 GMT", 599, false },
        { "Expires: Thu Jan  1 00:10:00 2026", 599, false },
        { "Expires: 0", 0, true },
        { "Expires: Thu, 01 Jan 2026 00:10:00 GMT|Cache-Control: max-age=5", 6, true },
        { "Expires: 0|Cache-Control: max-age=600", 599, false },

        // Age (4.2.3)
        { "Cache-Control: max-age=600|Age: 500", 99, false },
        { "Cache-Control: max-age=600|Age: 500", 100, true },
        { "Cache-Control: max-age=600|Age: 700", 0, true },
        { "Cache-Control: max-age=600|Age: x", 599, false },

        // Vary (4.1)
        { "Cache-Control: max-age=600|Vary: Accept, Accept-Encoding", 599, false },
        { "Cache-Control: max-age=600|Vary: *", 0, true },
        { "Cache-Control: max-age=600|Vary: User-Agent", 0, true },
        { "Cache-Control: max-age=600|Vary: accept, Cookie", 0, true },

        // No word: never guessed (4.2.2 would allow a tenth of the time since Last-Modified).
        { "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT", 0, true },
        { "", 0, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task GetPage_second_run_asks_as_the_headers_say(string headers, int seconds, bool isAsked)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers(headers)));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(1, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(isAsked ? 2 : 1, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData("ETag: \"1\"|Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT", "\"1\"", null)]
    [InlineData("ETag: W/\"1\"", "W/\"1\"", null)]
    [InlineData("Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT", null, "Mon, 01 Jan 2024 00:00:00 GMT")]
    public async Task GetPage_stale_page_is_asked_for_with_its_validators(string headers, string? etag, string? modified)
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? Reply.Json(Json, Headers(headers)) : new Reply(304));
        await fixture.PageAsync();
        Assert.Equal(1, (await fixture.PageAsync())!.FileCount);
        var request = fixture.Server.Requests.Last();
        Assert.Equal((etag, modified), (request["If-None-Match"], request["If-Modified-Since"]));
    }

    [Theory]
    [InlineData("Cache-Control: max-age=60", 59, false)]
    [InlineData("Cache-Control: max-age=60", 60, true)]
    [InlineData("", 599, false)]
    [InlineData("", 600, true)]
    [InlineData("Cache-Control: no-cache", 0, true)]
    [InlineData("Cache-Control: no-store", 0, true)]
    public async Task GetPage_unchanged_page_lives_as_the_304_says_else_as_before(string headers, int seconds, bool isAsked)
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? Reply.Json(Json, Headers("ETag: \"1\"|Cache-Control: max-age=600")) : new Reply(304) { Headers = [.. Headers(headers)] });
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(700));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await fixture.PageAsync();
        Assert.Equal(isAsked ? 3 : 2, fixture.Server.Requests.Count);
        Assert.Equal("\"1\"", fixture.Server.Requests.Last()["If-None-Match"]);
    }

    [Fact]
    public async Task GetPage_unchanged_page_is_not_written_again()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? Reply.Json(Json, Headers("ETag: \"1\"")) : new Reply(304) { Headers = [.. Headers("Cache-Control: max-age=600")] });
        await fixture.PageAsync();
        var page = Assert.Single(Directory.GetFiles(fixture.Folder + "/cache/index-v1"));
        var before = (File.GetLastWriteTimeUtc(page), File.ReadAllBytes(page));
        await fixture.PageAsync();
        var files = Directory.GetFiles(fixture.Folder + "/cache/index-v1");
        Assert.Equal(2, files.Length);
        Assert.Equal(before.Item1, File.GetLastWriteTimeUtc(page));
        Assert.Equal(before.Item2, File.ReadAllBytes(page));
        Assert.InRange(new FileInfo(files.Single(file => file != page)).Length, 1, 100);
    }

    [Fact]
    public async Task GetPage_clock_went_back_is_asked_for()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=600")));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(-1));
        await fixture.PageAsync();
        Assert.Equal(2, fixture.Server.Requests.Count);
        await fixture.PageAsync();
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData("Cache-Control: max-age=600", 0, 0, true)]
    [InlineData("", 3600, 3599, false)]
    [InlineData("", 3600, 3600, true)]
    [InlineData("Cache-Control: max-age=7200", 3600, 3600, true)]
    public async Task GetPage_lifetime_of_the_user_stands_above_the_servers(string headers, int lifetime, int seconds, bool isAsked)
    {
        await using var fixture = new IndexFixture(request => request["If-None-Match"] is null ? Reply.Json(Json, Headers(headers + "|ETag: \"1\"")) : new Reply(304));
        await fixture.PageAsync();

        // The second answer is 304: the time counts from it.
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await fixture.PageAsync(options => options with { PageLifetime = TimeSpan.FromSeconds(lifetime) });
        fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await fixture.PageAsync(options => options with { PageLifetime = TimeSpan.FromSeconds(lifetime) });
        Assert.Equal(isAsked ? 3 : 2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_refreshed_project_alone_is_asked_for_with_max_age_0()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=600")));
        var bar = ProjectName.Normalize("bar");
        for (var run = 0; run < 2; run++)
        {
            var index = fixture.Open(options => options with { RefreshPackages = ["bar"] });
            await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
            await index.GetPageAsync(bar, TestContext.Current.CancellationToken);
            await index.FlushAsync();
        }

        Assert.Equal(["/simple/foo/", "/simple/bar/", "/simple/bar/"], fixture.Server.Requests.Select(request => request.Path));
        Assert.Equal([null, "max-age=0", "max-age=0"], fixture.Server.Requests.Select(request => request["Cache-Control"]));
    }

    [Fact]
    public async Task RefreshPage_page_that_came_unasked_is_asked_for_once_and_told_if_it_is_new()
    {
        var json = Json;
        await using var fixture = new IndexFixture(_ => Reply.Json(json, Headers("Cache-Control: max-age=600")));
        var first = fixture.Open();
        await first.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
        await first.FlushAsync();
        Assert.False(await first.RefreshPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.Single(fixture.Server.Requests);

        var second = fixture.Open();
        await second.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
        Assert.False(await second.RefreshPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.Equal(2, fixture.Server.Requests.Count);
        await second.FlushAsync();

        json = """{"files":[{"url":"foo-1.0.tar.gz"},{"url":"foo-2.0.tar.gz"}]}""";
        var third = fixture.Open();
        await third.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
        Assert.True(await third.RefreshPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.False(await third.RefreshPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await third.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken))!.FileCount);
        Assert.Equal(3, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_offline_lacking_page_is_named()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var index = fixture.Open(options => options with { Offline = true });
        Assert.Null(await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        Assert.Equal($"Offline, and the cache does not hold {fixture.Server.Url}/simple/foo/: the project may be there.", index.FailureOf(IndexFixture.Foo));
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task GetPage_without_validators_answers_offline_and_within_a_lifetime_and_is_else_asked_for()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        await fixture.PageAsync();
        Assert.NotNull(await fixture.PageAsync(options => options with { Offline = true }));
        Assert.NotNull(await fixture.PageAsync(options => options with { PageLifetime = TimeSpan.FromDays(7) }));
        Assert.Single(fixture.Server.Requests);

        fixture.Clock.Advance(TimeSpan.FromDays(8));
        await fixture.PageAsync();
        Assert.Equal(2, fixture.Server.Requests.Count);

        // It came as it was, which counts as found unchanged.
        await fixture.PageAsync(options => options with { PageLifetime = TimeSpan.FromDays(7) });
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_of_find_links_answers_offline()
    {
        await using var fixture = new IndexFixture(_ => Reply.Text("text/html", """<a href="foo-1.0.tar.gz">foo</a>"""));
        IndexOptions Links(IndexOptions options) => options with { NoIndex = true, FindLinks = [fixture.Server.Url + "/links/"] };
        await fixture.PageAsync(Links);
        var page = await fixture.PageAsync(options => Links(options) with { Offline = true });
        Assert.Equal(fixture.Server.Url + "/links/foo-1.0.tar.gz", page!.GetFile(0).Url);
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("max-age=600", "Run the same command once with the network.")]
    [InlineData("no-store", "The server of * forbids to keep it (Cache-Control: no-store, or links with logins): it can only be had with the network.")]
    public async Task OfflineHint_advises_the_network_where_that_helps(string cacheControl, string hint)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, ("Cache-Control", cacheControl)));
        await fixture.PageAsync();
        var index = fixture.Open(options => options with { Offline = true });
        await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
        Assert.Equal(hint.Replace("*", fixture.Server.Url + "/simple/foo/", StringComparison.Ordinal), index.OfflineHint);
        await using var uncached = new PackageIndex(new IndexOptions { Offline = true }, Cache.CacheRoot.Disabled, fixture.Reports);
        Assert.Contains("without a cache", uncached.OfflineHint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(412)]
    public async Task GetPage_whose_condition_the_server_refuses_is_asked_for_without(int status)
    {
        await using var fixture = new IndexFixture(request => request["If-None-Match"] is null ? Reply.Json(Json, ("ETag", "\"x\"")) : new Reply(status));
        await fixture.PageAsync();
        Assert.NotNull(await fixture.PageAsync());
        Assert.Equal(3, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_not_modified_though_nobody_asked_is_asked_for_again()
    {
        await using var fixture = new IndexFixture(request => request["Cache-Control"] is null ? new Reply(304) : Reply.Json(Json));
        Assert.NotNull(await fixture.PageAsync());
    }

    private static (string, string)[] Headers(string text)
        => [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1]))];
}
