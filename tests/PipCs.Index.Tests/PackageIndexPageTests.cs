using System.IO.Compression;
using System.Text;
using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests;

public sealed class PackageIndexPageTests
{
    private const string Json = """
        {"meta":{"api-version":"1.1"},"name":"foo","versions":["1.0"],"files":[
        {"filename":"ignored","hashes":{"md5":"00","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},"requires-python":"\u003e=3.8","size":17,
         "upload-time":"2023-09-11T00:48:24.006289Z","url":"../../files/foo-1.0-py3-none-any.whl","yanked":"bro\"ken","core-metadata":{"sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"provenance":null},
        {"filename":"x","hashes":{},"requires-python":null,"url":"foo-0.9.tar.gz","yanked":false,"dist-info-metadata":true,"gpg-sig":false},
        {"filename":"x","url":"foo-2.0-py3-none-any.whl","yanked":true,"core-metadata":false,"dist-info-metadata":true}]}
        """;

    [Fact]
    public async Task GetPage_json_every_field_is_read()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var page = (await fixture.PageAsync())!;
        Assert.Equal(3, page.FileCount);
        var file = page.GetFile(1);
        Assert.Equal("foo-1.0-py3-none-any.whl", file.FileName);
        Assert.Equal(fixture.Server.Url + "/files/foo-1.0-py3-none-any.whl", file.Url);
        Assert.Equal(fixture.Server.Url + "/simple/foo/", file.ComesFrom);
        Assert.Equal([$"sha256:{new string('a', 64)}", "md5:00"], file.Hashes);
        Assert.Equal(">=3.8", page.RequiresPythonTexts[file.RequiresPythonId]);
        Assert.Equal((17, "bro\"ken", true), (file.Size, file.YankedReason, file.IsYanked));
        Assert.Equal(new string('b', 64), file.MetadataSha256);
        Assert.Equal(DateTimeOffset.Parse("2023-09-11T00:48:24.006289Z"), file.UploadTime);
        var old = page.GetFile(0);
        Assert.Equal((true, null, false, -1, null), (old.HasMetadata, old.MetadataSha256, old.IsYanked, old.RequiresPythonId, old.UploadTime));
        Assert.Equal((true, null, false), (page.GetFile(2).IsYanked, page.GetFile(2).YankedReason, page.GetFile(2).HasMetadata));
    }

    [Fact]
    public async Task GetPage_that_the_cache_has_not_is_one_miss()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        var cache = fixture.Cache;
        await using var index = new PackageIndex(new IndexOptions { IndexUrl = fixture.Server.Url + "/simple" }, cache, fixture.Reports, fixture.Clock);
        Assert.NotNull(await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken));
        await index.FlushAsync();
        Assert.Equal(1, cache.GetBucket(CacheBuckets.Index).Counter.Current.Misses);
    }

    [Fact]
    public async Task GetPage_request_has_pips_headers()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json));
        await fixture.PageAsync(options => options with { PythonImplementation = "CPython", PythonVersion = "3.11.7" });
        var request = Assert.Single(fixture.Server.Requests);
        Assert.Equal("/simple/foo/", request.Path);
        Assert.Equal("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01", request["Accept"]);
        Assert.StartsWith("pip/26.3 {\"ci\":null,\"cpu\":", request["User-Agent"], StringComparison.Ordinal);
        Assert.Contains("\"implementation\":{\"name\":\"CPython\",\"version\":\"3.11.7\"}", request["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetPage_html_every_attribute_is_read()
    {
        await using var fixture = new IndexFixture(_ => Reply.Text("text/html; charset=utf-8", """
            <!DOCTYPE html><html><head><title>x</title><script>"<a href='foo-9.tar.gz'>"</script><BASE HREF="/files/"></head><body>
            <!-- <a href="foo-8.tar.gz"> -->
            <a HREF='foo-1.0-py3-none-any.whl#sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' data-requires-python="&gt;=3.8,&#60;4"
               data-yanked="a &amp; b" data-core-metadata="sha256=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb">foo</a>
            <a href=foo-0.9.tar.gz data-dist-info-metadata=true data-yanked>foo</a><br/>
            <a href="foo-2.0.tar.gz#md5=00" data-yanked="">foo</a><a>none</a><a href="">none</a>
            """));
        var page = (await fixture.PageAsync())!;
        Assert.Equal(3, page.FileCount);
        var file = page.GetFile(1);
        Assert.Equal(fixture.Server.Url + "/files/foo-1.0-py3-none-any.whl", file.Url);
        Assert.Equal(new string('a', 64), file.Sha256);
        Assert.Equal(">=3.8,<4", page.RequiresPythonTexts[file.RequiresPythonId]);
        Assert.Equal("a & b", file.YankedReason);
        Assert.Equal(new string('b', 64), file.MetadataSha256);
        Assert.Equal((true, null, false), (page.GetFile(0).HasMetadata, page.GetFile(0).MetadataSha256, page.GetFile(0).IsYanked));
        Assert.True(page.GetFile(2).IsYanked);
        Assert.Equal(["md5:00"], page.GetFile(2).Hashes);
    }

    [Fact]
    public async Task GetPage_fresh_in_cache_completes_at_once_without_a_request()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, ("Cache-Control", "max-age=600, public"), ("ETag", "\"e1\"")));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(599));
        var task = fixture.Open().GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(3, (await task)!.FileCount);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task GetPage_stale_and_unchanged_is_asked_once_and_then_fresh_again()
    {
        await using var fixture = new IndexFixture(request => request["If-None-Match"] == "\"e1\""
            ? new Reply(304) { Headers = [("Cache-Control", "max-age=600"), ("ETag", "\"e1\"")] }
            : Reply.Json(Json, ("Cache-Control", "max-age=600"), ("ETag", "\"e1\"")));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(601));
        Assert.Equal(3, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(2, fixture.Server.Requests.Count);
        fixture.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(3, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(2, fixture.Server.Requests.Count);
        await fixture.PageAsync(options => options with { RefreshPackages = ["foo"] });
        Assert.Equal("max-age=0", fixture.Server.Requests.Last()["Cache-Control"]);
        Assert.Equal(3, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_changed_page_replaces_the_old_one()
    {
        await using var fixture = new IndexFixture(request => request.Number == 1
            ? Reply.Json(Json, ("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT"))
            : Reply.Json("""{"files":[{"url":"foo-3.0.tar.gz"}]}""", ("Cache-Control", "max-age=60")));
        await fixture.PageAsync();
        Assert.Equal(1, (await fixture.PageAsync())!.FileCount);
        Assert.Equal("Mon, 01 Jan 2024 00:00:00 GMT", fixture.Server.Requests.Last()["If-Modified-Since"]);
        Assert.Equal(1, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 2)]
    [InlineData("X-GZIP", 1)]
    [InlineData("deflate", 1)]
    [InlineData("raw deflate", 1)]
    public async Task GetPage_compressed_answer_is_read(string coding, int parts)
    {
        var packed = Pack(coding, parts);
        await using var fixture = new IndexFixture(_ => PackedReply(coding.Split(' ')[^1], packed));
        Assert.Equal(3, (await fixture.PageAsync())!.FileCount);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task GetPage_compressed_answer_that_is_damaged_is_asked_for_again(string coding)
    {
        var packed = Pack(coding, 1);
        var damaged = packed.ToArray();
        damaged[20] ^= 0x40;
        await using var fixture = new IndexFixture(request => PackedReply(coding, request.Number == 1 ? damaged : packed));
        Assert.Equal(3, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_offline_takes_the_stale_page()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json, ("ETag", "\"e1\"")));
        await fixture.PageAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(3, (await fixture.PageAsync(options => options with { Offline = true }))!.FileCount);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task GetPage_no_store_or_damaged_cache_is_fetched_again()
    {
        await using var fixture = new IndexFixture(request => Reply.Json(Json, request.Number == 1 ? ("Cache-Control", "no-store, max-age=60") : ("Cache-Control", "max-age=60")));
        await fixture.PageAsync();
        Assert.Null(await fixture.PageAsync(options => options with { Offline = true }));
        await fixture.PageAsync();
        Assert.All(Directory.GetFiles(fixture.Folder + "/cache/index-v1"), file => File.WriteAllText(file, "damaged"));
        Assert.Equal(3, (await fixture.PageAsync())!.FileCount);
        Assert.Equal(3, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetPage_asked_often_at_once_is_fetched_once()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(Json) with { Delay = TimeSpan.FromMilliseconds(50) });
        var index = fixture.Open();
        index.PrefetchPage(IndexFixture.Foo);
        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken).AsTask()));
        Assert.All(pages, page => Assert.Same(pages[0], page));
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task GetPage_several_sources_are_one_page_in_pips_order()
    {
        await using var fixture = new IndexFixture(request => request.Path switch
        {
            "/simple/foo/" => Reply.Json("""{"files":[{"url":"/a/foo-1.0.tar.gz"}]}"""),
            "/extra/foo/" => Reply.Text("text/html", "<a href='/b/foo-1.0-py3-none-any.whl'></a>"),
            "/links.html" => Reply.Text("text/html", "<a href='/c/foo-1.0.zip'></a><a href='/c/bar-1.0.zip'></a>"),
            _ => new Reply(404),
        });
        var links = Directory.CreateDirectory(fixture.Folder + "/links dir").FullName;
        File.WriteAllText(links + "/foo-1.0.tgz", "");
        File.WriteAllText(links + "/bar-1.0.tgz", "");
        File.WriteAllText(links + "/page.html", "<a href='foo-1.0.tar.bz2'></a>");
        var page = (await fixture.PageAsync(options => options with { ExtraIndexUrls = [fixture.Server.Url + "/extra/", fixture.Server.Url + "/none"], FindLinks = [links, fixture.Server.Url + "/links.html"] }))!;
        Assert.Equal(["foo-1.0.tgz", "foo-1.0.tar.bz2", "foo-1.0.zip", "foo-1.0.tar.gz", "foo-1.0-py3-none-any.whl"], Enumerable.Range(0, page.FileCount).Select(i => page.GetFile(i).FileName));
        Assert.Equal($"file://{fixture.Folder}/links%20dir/foo-1.0.tgz", page.GetFile(0).Url);
        Assert.Equal($"file://{fixture.Folder}/links%20dir/foo-1.0.tar.bz2", page.GetFile(1).Url);
        Assert.Equal("", page.GetFile(0).ComesFrom);
        Assert.Equal(1, page.VersionCount);
    }

    [Fact]
    public async Task GetPage_local_index_and_odd_locations()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        var index = Directory.CreateDirectory(fixture.Folder + "/simple/foo").FullName;
        File.WriteAllText(index + "/index.html", "<a href='../../files/foo-1.0.tar.gz#sha256=00'></a>");
        File.WriteAllText(fixture.Folder + "/foo-2.0.tar.gz", "");
        foreach (var url in new[] { fixture.Folder + "/simple", $"file://{fixture.Folder}/simple" })
        {
            var page = (await fixture.PageAsync(options => options with { IndexUrl = url, FindLinks = ["nowhere", fixture.Folder + "/foo-2.0.tar.gz", $"file://{fixture.Folder}/missing"] }))!;
            Assert.Equal(["foo-1.0.tar.gz", "foo-2.0.tar.gz"], Enumerable.Range(0, page.FileCount).Select(i => page.GetFile(i).FileName));
            Assert.Equal($"file://{fixture.Folder}/files/foo-1.0.tar.gz", page.GetFile(0).Url);
        }

        Assert.Contains("Location 'nowhere' is ignored: it is either a non-existing path or lacks a specific scheme.", fixture.Reports.Warnings);
        Assert.Contains($"Location 'file://{fixture.Folder}/missing' is ignored: it is neither a file nor a directory.", fixture.Reports.Warnings);
        Assert.Null(await fixture.PageAsync(options => options with { NoIndex = true }));
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("{\"files\":[{\"url\":")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task GetPage_broken_json_is_an_error(string body)
    {
        await using var fixture = new IndexFixture(_ => Reply.Json(body));
        var error = await Assert.ThrowsAsync<UserErrorException>(() => fixture.PageAsync());
        Assert.StartsWith($"The page {fixture.Server.Url}/simple/foo/ is not what its Content-Type says: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The page in so many members one after the other.</summary>
    private static byte[] Pack(string coding, int parts)
    {
        using var packed = new MemoryStream();
        var json = Encoding.UTF8.GetBytes(Json);
        foreach (var part in json.Chunk((json.Length / parts) + 1))
        {
            using Stream stream = coding switch
            {
                "deflate" => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
                "raw deflate" => new DeflateStream(packed, CompressionMode.Compress, leaveOpen: true),
                _ => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
            };
            stream.Write(part);
        }

        return packed.ToArray();
    }

    private static Reply PackedReply(string coding, byte[] packed)
        => new(200, packed) { Headers = [("Content-Type", "application/vnd.pypi.simple.v1+json"), ("Content-Encoding", coding)] };
}
