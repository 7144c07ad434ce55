using System.Text;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Projects;

namespace PipCs.Index.Tests;

/// <summary>Questions to pages: when the servers are asked, and what is read.</summary>
public sealed class PackageIndexAnswerTests
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"},{"url":"foo-2.0.tar.gz"},{"url":"foo-3.0.tar.gz","yanked":true}]}""";
    private const string Newer = """{"files":[{"url":"foo-4.0.tar.gz"}]}""";

    [Theory]
    [InlineData("Cache-Control: max-age=600", 599, 1)]
    [InlineData("Cache-Control: max-age=600", 600, 2)]
    [InlineData("ETag: \"1\"", 0, 2)]
    [InlineData("Cache-Control: no-store", 0, 2)]
    [InlineData("", 0, 2)]
    public async Task AskAsync_second_run_asks_as_the_headers_say(string headers, int seconds, int requests)
    {
        await using var fixture = new IndexFixture(request => request["If-None-Match"] is null ? Reply.Json(Json, Headers(headers)) : new Reply(304));
        Assert.Equal("2.0", await AskAsync(fixture));
        fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal("2.0", await AskAsync(fixture));
        Assert.Equal(requests, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task AskAsync_keeps_the_answer_and_not_the_page()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=600")));
        await AskAsync(fixture);
        Assert.False(Directory.Exists(fixture.Folder + "/cache/index-v1"));
        var file = Assert.Single(Directory.GetFiles(fixture.Folder + "/cache/answers-v1"));
        Assert.InRange(new FileInfo(file).Length, 1, 200);
    }

    [Fact]
    public async Task AskAsync_unchanged_page_renews_the_answer()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? Reply.Json(Json, Headers("ETag: \"1\"|Cache-Control: max-age=60")) : new Reply(304));
        await AskAsync(fixture);
        fixture.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("2.0", await AskAsync(fixture));
        fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("2.0", await AskAsync(fixture));
        Assert.Equal(2, fixture.Server.Requests.Count);
        Assert.Equal("\"1\"", fixture.Server.Requests.Last()["If-None-Match"]);
    }

    [Fact]
    public async Task AskAsync_changed_page_answers_anew()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1 ? Reply.Json(Json, Headers("ETag: \"1\"")) : Reply.Json(Newer, Headers("Cache-Control: max-age=60")));
        await AskAsync(fixture);
        Assert.Equal("4.0", await AskAsync(fixture));
        Assert.Equal("4.0", await AskAsync(fixture));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task AskAsync_page_of_the_cache_answers()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=60")));
        await fixture.PageAsync();
        Assert.Equal("2.0", await AskAsync(fixture));
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task AskAsync_page_that_another_command_fetched_stands_above_the_answer()
    {
        await using var fixture = new IndexFixture(request => Reply.Json(request.Number == 1 ? Json : Newer, Headers("Cache-Control: max-age=60")));
        await AskAsync(fixture);
        await fixture.PageAsync(options => options with { RefreshPackages = ["foo"] });
        Assert.Equal("4.0", await AskAsync(fixture));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task AskAsync_folder_of_links_that_has_nothing_of_the_project_does_not_matter()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=600")));
        var links = Directory.CreateDirectory(fixture.Folder + "/links").FullName;
        await File.WriteAllTextAsync(links + "/bar-9.0.tar.gz", "", TestContext.Current.CancellationToken);
        Assert.Equal("2.0", await AskAsync(fixture, options => options with { FindLinks = [links] }));
        Assert.Equal("2.0", await AskAsync(fixture, options => options with { FindLinks = [$"file://{links}"] }));
        Assert.Single(fixture.Server.Requests);
        Assert.False(Directory.Exists(fixture.Folder + "/cache/index-v1"));

        await File.WriteAllTextAsync(links + "/foo-9.0.tar.gz", "", TestContext.Current.CancellationToken);
        Assert.Equal("9.0", await AskAsync(fixture, options => options with { FindLinks = [links] }));
    }

    [Theory]
    [InlineData("page.html", "<a href=\"foo-9.0.tar.gz\">foo</a>")]
    [InlineData("foo-9.0.tar.gz", "")]
    public async Task AskAsync_links_that_have_something_of_the_project_answer_too(string file, string content)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=600")));
        var links = Directory.CreateDirectory(fixture.Folder + "/links").FullName;
        await File.WriteAllTextAsync($"{links}/{file}", content, TestContext.Current.CancellationToken);
        Assert.Equal("9.0", await AskAsync(fixture, options => options with { FindLinks = [links] }));
        Assert.Equal("9.0", await AskAsync(fixture, options => options with { FindLinks = [$"{links}/{file}"] }));
    }

    [Fact]
    public async Task AskAsync_another_question_asks_again()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=60")));
        await AskAsync(fixture);
        Assert.Equal("2.0", await AskAsync(fixture, key: "other"));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task AskAsync_offline_takes_the_stale_answer()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("ETag: \"1\"")));
        await AskAsync(fixture);
        fixture.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal("2.0", await AskAsync(fixture, options => options with { Offline = true }));
        Assert.Null(await AskAsync(fixture, options => options with { Offline = true }, key: "other"));
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task AskAsync_lifetime_of_the_user_stands_above_the_servers_even_where_these_say_nothing()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        await AskAsync(fixture, options => options with { PageLifetime = TimeSpan.FromHours(1) });
        fixture.Clock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal("2.0", await AskAsync(fixture, options => options with { PageLifetime = TimeSpan.FromHours(1) }));
        Assert.Single(fixture.Server.Requests);
        await AskAsync(fixture, options => options with { PageLifetime = TimeSpan.Zero });
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task AskAsync_refreshed_project_is_asked_for()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=60")));
        await AskAsync(fixture);
        await AskAsync(fixture, options => options with { RefreshPackages = ["foo"] });
        Assert.Equal("max-age=0", fixture.Server.Requests.Last()["Cache-Control"]);
    }

    [Fact]
    public async Task AskAsync_answer_that_needs_older_versions_gets_the_whole_page()
    {
        var files = string.Join(',', Enumerable.Range(1, 30).Select(static n => $$"""{"url":"foo-{{n}}.tar.gz"}"""));
        await using var fixture = new IndexFixture(_ => Reply.Json($$"""{"files":[{{files}}]}"""));
        var seen = new List<(int, bool)>();
        var index = fixture.Open();
        await index.AskAsync(IndexFixture.Foo, new PageQuestion { Key = "k", Answer = (page, isWhole) => { seen.Add((page.VersionCount, isWhole)); return isWhole ? [] : null; } }, TestContext.Current.CancellationToken);
        Assert.Equal([(8, false), (30, true)], seen);
    }

    [Fact]
    public async Task AskAsync_torn_answers_are_a_miss()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, Headers("Cache-Control: max-age=60")));
        await AskAsync(fixture);
        var file = Assert.Single(Directory.GetFiles(fixture.Folder + "/cache/answers-v1"));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]);
        Assert.Equal("2.0", await AskAsync(fixture));
        Assert.Equal("2.0", await AskAsync(fixture));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    private static async Task<string?> AskAsync(IndexFixture fixture, Func<IndexOptions, IndexOptions>? change = null, string key = "newest")
    {
        var index = fixture.Open(change);
        var answer = await index.AskAsync(IndexFixture.Foo, new PageQuestion { Key = key, Answer = static (page, _) => Newest(page) }, TestContext.Current.CancellationToken);
        await index.FlushAsync();
        return answer is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
    }

    private static byte[]? Newest(ProjectPage page)
    {
        for (var version = page.VersionCount - 1; version >= 0; version--)
        {
            if (!page.GetFile(page.GetFiles(version).First).IsYanked)
            {
                return Encoding.UTF8.GetBytes(page.GetVersion(version).ToString());
            }
        }

        return null;
    }

    private static (string, string)[] Headers(string text)
        => [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(": ", 2)).Select(static parts => (parts[0], parts[1]))];
}
