using System.Globalization;
using System.Text;
using PipCs.Diagnostics;
using PipCs.Index.Tests.Server;
using PipCs.Standards.Projects;

namespace PipCs.Index.Tests;

public sealed class PackageIndexMetadataTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(IndexFixture.Metadata());

    private static Reply Page(string more = "") => Reply.Json($$"""{"files":[{"url":"/files/foo-1.0-py3-none-any.whl"{{more}}}]}""", ("Cache-Control", "max-age=600"));

    private static async Task<ProjectFile> FileAsync(PackageIndex index)
        => (await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken))!.GetFile(0);

    /// <summary>Serves a file as servers that know ranges do.</summary>
    private static Reply Ranged(Request request, byte[] file)
    {
        if (request["Range"] is not { } range)
        {
            return new Reply(200, file) { Headers = [("ETag", "\"w\"")] };
        }

        var parts = range["bytes=".Length..].Split('-');
        var from = parts[0].Length == 0 ? Math.Max(0, file.Length - int.Parse(parts[1], CultureInfo.InvariantCulture)) : int.Parse(parts[0], CultureInfo.InvariantCulture);
        var to = parts[0].Length == 0 || parts[1].Length == 0 ? file.Length - 1 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        return new Reply(206, file[from..(to + 1)]) { Headers = [("Content-Range", $"bytes {from}-{to}/{file.Length}"), ("ETag", "\"w\"")] };
    }

    [Fact]
    public async Task GetDependencies_beside_the_file_is_kept_for_the_next_run()
    {
        await using var fixture = new IndexFixture(request => request.Path.EndsWith(".metadata", StringComparison.Ordinal)
            ? new Reply(200, Document)
            : Page($$""","hashes":{"sha256":"{{new string('a', 64)}}"},"core-metadata":{"sha256":"{{IndexFixture.Sha256(Document)}}"}"""));
        var index = fixture.Open();
        var metadata = await index.GetDependenciesAsync(await FileAsync(index), TestContext.Current.CancellationToken);
        Assert.Equal(["bar>=2", "baz; extra == \"x\""], metadata.RequiresDist.Select(requirement => requirement.ToString()));
        await index.FlushAsync();

        var next = fixture.Open();
        var task = next.GetDependenciesAsync(await FileAsync(next), TestContext.Current.CancellationToken);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(["x"], (await task).ProvidesExtra);
        Assert.Equal(Document, await next.GetMetadataDocumentAsync(await FileAsync(next), TestContext.Current.CancellationToken));
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetDependencies_wrong_hash_beside_the_file_is_an_error()
    {
        await using var fixture = new IndexFixture(request => request.Path.EndsWith(".metadata", StringComparison.Ordinal)
            ? new Reply(200, Document)
            : Page($$""","core-metadata":{"sha256":"{{new string('0', 64)}}"}"""));
        var index = fixture.Open();
        var file = await FileAsync(index);
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains("DO NOT MATCH THE HASHES", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task GetDependencies_without_it_reads_ranges_of_the_wheel(int padding)
    {
        var wheel = IndexFixture.Wheel(IndexFixture.Metadata(), padding);
        await using var fixture = new IndexFixture(request => request.Path.StartsWith("/files", StringComparison.Ordinal) ? Ranged(request, wheel) : Page());
        var index = fixture.Open();
        Assert.Equal("foo", (await index.GetDependenciesAsync(await FileAsync(index), TestContext.Current.CancellationToken)).Name);
        Assert.Equal(Document, await index.GetMetadataDocumentAsync(await FileAsync(index), TestContext.Current.CancellationToken));
        Assert.Equal(padding < 1000 ? 2 : 3, fixture.Server.Requests.Count);
    }

    /// <summary>How a server answers to a request for the last 16 KB of a wheel of 100 KB, and how often it is then asked for the whole.</summary>
    public static TheoryData<string, int> NoParts => new()
    {
        { "200, the whole", 0 }, { "206, the whole", 0 }, { "200, the part", 1 }, { "200, a text", 1 }, { "206, other bytes", 1 }, { "206, no place", 1 }, { "206, no total", 1 }, { "206, cut", 1 },
        { "400", 1 }, { "403", 1 }, { "404", 1 }, { "405", 1 }, { "416", 1 }, { "501", 1 }, { "503", 1 }, { "hangup", 1 }, { "reset", 1 }, { "nowhere", 1 },
    };

    [Theory]
    [MemberData(nameof(NoParts))]
    public async Task GetDependencies_of_a_server_that_gives_no_parts_leaves_the_whole_wheel_which_comes_once(string answer, int wholeRequests)
    {
        var wheel = IndexFixture.Wheel(IndexFixture.Metadata(), 50_000);
        await using var fixture = new IndexFixture(request => !request.Path.StartsWith("/files", StringComparison.Ordinal) ? Page() : request["Range"] is null ? new Reply(200, wheel) : NoPart(answer, wheel));
        var index = fixture.Open(options => options with { Retries = 0 });
        var file = await FileAsync(index);
        Assert.True(index.MayNeedWholeFile(file));
        await Assert.ThrowsAsync<PartialMetadataException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
        using var bytes = new MemoryStream();
        await using (var body = await index.OpenFileAsync(file.Url, TestContext.Current.CancellationToken))
        {
            await body.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        }

        Assert.Equal(wheel, bytes.ToArray());
        Assert.Equal(wholeRequests, fixture.Server.Requests.Count(request => request.Path.EndsWith(".whl", StringComparison.Ordinal) && request["Range"] is null));
        Assert.Empty(fixture.Reports.Warnings);
    }

    [Fact]
    public async Task GetDependencies_server_that_gives_no_parts_is_asked_for_one_once()
    {
        await using var fixture = new IndexFixture(request => request.Path.StartsWith("/simple", StringComparison.Ordinal)
            ? Reply.Json("""{"files":[{"url":"/files/foo-1.0-py3-none-any.whl"},{"url":"/files/foo-2.0-py3-none-any.whl"},{"url":"/files/foo-3.0-py3-none-any.whl"}]}""") : new Reply(405) { Delay = TimeSpan.FromMilliseconds(50) });
        var index = fixture.Open(options => options with { Retries = 0 });
        var page = (await index.GetPageAsync(IndexFixture.Foo, TestContext.Current.CancellationToken))!;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Assert.ThrowsAsync<PartialMetadataException>(async () => await index.GetDependenciesAsync(page.GetFile(i), TestContext.Current.CancellationToken))));
        Assert.Single(fixture.Server.Requests, request => request.Path.EndsWith(".whl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetDependencies_of_a_small_wheel_keeps_its_bytes_for_who_wants_the_file()
    {
        var wheel = IndexFixture.Wheel(IndexFixture.Metadata());
        await using var fixture = new IndexFixture(request => request.Path.StartsWith("/files", StringComparison.Ordinal) ? Ranged(request, wheel) : Page());
        var index = fixture.Open();
        var file = await FileAsync(index);
        await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await using (var body = await index.OpenFileAsync(file.Url, TestContext.Current.CancellationToken))
        {
            await body.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        }

        Assert.Equal(wheel, bytes.ToArray());
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    private static Reply NoPart(string answer, byte[] wheel)
    {
        var part = wheel[^16384..];
        (string, string) place = ("Content-Range", $"bytes {wheel.Length - part.Length}-{wheel.Length - 1}/{wheel.Length}");
        return answer switch
        {
            "200, the whole" => new(200, wheel),
            "206, the whole" => new(206, wheel) { Headers = [("Content-Range", $"bytes 0-{wheel.Length - 1}/{wheel.Length}")] },
            "200, the part" => new(200, part),
            "200, a text" => Reply.Text("text/html", new string('x', 50_000)),
            "206, other bytes" => new(206, wheel[..part.Length]) { Headers = [place] },
            "206, no place" => new(206, part),
            "206, no total" => new(206, part) { Headers = [("Content-Range", $"bytes {wheel.Length - part.Length}-{wheel.Length - 1}/*")] },
            "206, cut" => new(206, part) { Headers = [place], CutAfter = 5000 },
            "hangup" => new() { Hangup = true },
            "reset" => new() { Hangup = true, Reset = true },
            "nowhere" => new(302) { Headers = [("Location", "/gone")] },
            _ => new(int.Parse(answer, CultureInfo.InvariantCulture)),
        };
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task GetDependencies_promised_but_missing_reads_the_wheel(int status)
    {
        var wheel = IndexFixture.Wheel(IndexFixture.Metadata());
        await using var fixture = new IndexFixture(request => request.Path.EndsWith(".whl", StringComparison.Ordinal) ? Ranged(request, wheel)
            : request.Path.EndsWith(".metadata", StringComparison.Ordinal) ? new Reply(status) : Page(""","core-metadata":true"""));
        var index = fixture.Open(options => options with { Retries = 0 });
        Assert.Equal("foo", (await index.GetDependenciesAsync(await FileAsync(index), TestContext.Current.CancellationToken)).Name);
    }

    [Theory]
    [InlineData("bar", "1.0", "has inconsistent Name: expected 'foo', but metadata has 'bar'")]
    [InlineData("foo", "2.0", "has inconsistent version: expected '1.0', but metadata has '2.0'")]
    public async Task GetDependencies_of_another_name_or_version_rules_the_file_out(string name, string version, string message)
    {
        var document = Encoding.UTF8.GetBytes(IndexFixture.Metadata(name, version));
        await using var fixture = new IndexFixture(request => request.Path.EndsWith(".metadata", StringComparison.Ordinal) ? new Reply(200, document) : Page(""","core-metadata":true"""));
        var index = fixture.Open();
        var file = await FileAsync(index);
        var error = await Assert.ThrowsAsync<UnusableMetadataException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetDependencies_of_a_broken_wheel_is_left_to_who_reads_all_of_it()
    {
        var good = IndexFixture.Wheel(IndexFixture.Metadata());
        byte[][] broken = [[], "not a zip"u8.ToArray(), good[..(good.Length / 2)], IndexFixture.Wheel(IndexFixture.Metadata(), 0, "other-1.0.dist-info"), .. Enumerable.Range(1, 40).Select(i => Spoiled(good, good.Length * i / 41))];
        foreach (var wheel in broken)
        {
            await using var fixture = new IndexFixture(request => request.Path.EndsWith(".whl", StringComparison.Ordinal) ? new Reply(200, wheel) : Page());
            var index = fixture.Open();
            var file = await FileAsync(index);
            try
            {
                await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken);
            }
            catch (Exception error) when (error is PartialMetadataException or UnusableMetadataException)
            {
                // A spoiled byte may also lie in the METADATA itself.
                continue;
            }

            // One that is not read is no harm.
            Assert.DoesNotContain(wheel, broken[..4]);
        }

        static byte[] Spoiled(byte[] wheel, int at)
        {
            var spoiled = (byte[])wheel.Clone();
            spoiled[at] ^= 0xFF;
            return spoiled;
        }
    }

    [Fact]
    public async Task GetDependencies_that_cannot_be_used_is_known_offline_too()
    {
        await using var fixture = new IndexFixture(request => request.Path.EndsWith(".metadata", StringComparison.Ordinal) ? new Reply(200, Encoding.UTF8.GetBytes(IndexFixture.Metadata("bar"))) : Page(""","core-metadata":true"""));
        foreach (var isOffline in (bool[])[false, true])
        {
            var index = fixture.Open(options => options with { Offline = isOffline });
            var file = await FileAsync(index);
            await Assert.ThrowsAsync<UnusableMetadataException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
            await index.FlushAsync();
        }

        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task GetDependencies_sdist_is_a_clear_error()
    {
        await using var fixture = new IndexFixture(_ => Reply.Json("""{"files":[{"url":"foo-1.0.tar.gz"}]}"""));
        var index = fixture.Open();
        var file = await FileAsync(index);
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
        Assert.StartsWith("foo-1.0.tar.gz is a source distribution", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetDependencies_local_wheel_is_read_in_place()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        File.WriteAllBytes(fixture.Folder + "/foo-1.0-py3-none-any.whl", IndexFixture.Wheel(IndexFixture.Metadata(), 50_000));
        var index = fixture.Open(options => options with { NoIndex = true, FindLinks = [fixture.Folder] });
        Assert.Equal("foo", (await index.GetDependenciesAsync(await FileAsync(index), TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task GetDependencies_offline_names_what_is_missing()
    {
        await using var fixture = new IndexFixture(_ => Page());
        await fixture.PageAsync();
        var index = fixture.Open(options => options with { Offline = true });
        var file = await FileAsync(index);
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await index.GetDependenciesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("Offline, and the cache does not hold the metadata of foo-1.0-py3-none-any.whl.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenFile_cut_short_is_resumed(bool knowsRanges)
    {
        var wheel = IndexFixture.Wheel(IndexFixture.Metadata(), 200_000);
        await using var fixture = new IndexFixture(request =>
        {
            var reply = knowsRanges ? Ranged(request, wheel) : new Reply(200, wheel) { Headers = [("ETag", "\"w\"")] };
            return request.Number < 3 ? reply with { CutAfter = 70_000 } : reply;
        });
        await using var stream = await fixture.Open().OpenFileAsync(fixture.Server.Url + "/files/foo.whl#sha256=00", TestContext.Current.CancellationToken);
        Assert.Equal(wheel.Length, stream.TotalLength);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(wheel, copy.ToArray());
        Assert.Equal("\"w\"", fixture.Server.Requests.Last()["If-Range"]);
        Assert.Contains("Connection interrupted while downloading.", fixture.Reports.Warnings);
        Assert.Contains("Attempting to resume incomplete download (70 kB/", string.Join('\n', fixture.Reports.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenFile_cut_short_for_good_is_an_error()
    {
        await using var fixture = new IndexFixture(request => new Reply(200, new byte[5000]) { CutAfter = 1000 });
        await using var stream = await fixture.Open(options => options with { ResumeRetries = 2 }).OpenFileAsync(fixture.Server.Url + "/f", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.StartsWith("Download failed after 3 attempts because not enough bytes were received (1000 bytes/5.0 kB)", error.Message, StringComparison.Ordinal);
        Assert.Equal("URL: " + fixture.Server.Url + "/f", error.Context);
    }

    [Fact]
    public async Task OpenFile_faults_are_pips_errors()
    {
        await using var fixture = new IndexFixture(_ => new Reply(404));
        var index = fixture.Open(options => options with { Retries = 0 });
        async Task<string> MessageAsync(string url) => (await Assert.ThrowsAsync<UserErrorException>(async () => await index.OpenFileAsync(url, TestContext.Current.CancellationToken))).Message;
        var url = fixture.Server.Url + "/f.whl";
        Assert.Equal($"404 Client Error: Not Found for url: {url}", await MessageAsync(url));
        Assert.Equal("Failed to connect to 127.0.0.1 while fetching http://127.0.0.1:9/f.whl", await MessageAsync("http://127.0.0.1:9/f.whl"));
        Assert.StartsWith("Could not install packages due to an OSError: ", await MessageAsync("file:///nowhere/f.whl"), StringComparison.Ordinal);
        Assert.StartsWith("Invalid URL 'ftp:", await MessageAsync("ftp://h/f.whl"), StringComparison.Ordinal);
    }
}
