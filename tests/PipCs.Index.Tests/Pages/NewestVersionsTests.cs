using System.Text;
using PipCs.Harness;
using PipCs.Index.Http;
using PipCs.Index.Pages;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Tests.Pages;

/// <summary>What is read of a page's newest versions is what reading all of it gives of them.</summary>
public sealed class NewestVersionsTests
{
    private const string Recorded = "/var/tmp/pip-cs-index/www/snapshot/simple";
    private static readonly ProjectName Foo = ProjectName.Normalize("foo");

    [Theory]
    [InlineData("""{"files":[]}""", "", true)]
    [InlineData("""{"files":[{"url":"foo-1.tar.gz"},{"url":"foo-2.tar.gz","yanked":false},{"url":"foo-3.tar.gz","yanked":"no"},{"url":"foo-4.tar.gz","yanked":true}]}""", "1 2", true)]
    [InlineData("""{ "meta": {"x": [1, {"files": [{"url": "foo-9.tar.gz"}]}]}, "files" : [ { "yanked" : "" , "size" : 12 , "url" : "a/foo-1.tar.gz#x" } , {"hashes":{},"url":"foo-2-py3-none-any.whl"} ], "versions":["1"]}""", "1 2", true)]
    [InlineData("""{"files":[{"filename":"a\"},{\"url\":\"foo-7.tar.gz","url":"foo-1.tar.gz"},{"url":"bar-8.tar.gz"},{"url":"foo-x.y.tar.gz"},{}]}""", "1", true)]
    [InlineData("""{"files":[{"url":"foo-1.tar.gz"}],"files":[{"url":"foo-2.tar.gz"}]}""", "1 2", true)]
    public void TryRead_gives_what_is_not_yanked(string json, string versions, bool isWhole)
    {
        Assert.True(NewestVersions.TryRead(Foo, Body(json), out var page, out var whole));
        Assert.Equal(versions, Versions(page));
        Assert.Equal(isWhole, whole);
    }

    [Theory]
    [InlineData("""{"files":[{"url":"foo-1.tar.gz"}""")]
    [InlineData("""{"files":[{"url":"foo-1.tar.gz"}]""")]
    [InlineData("""{"files":[{"url":"foo-1.tar\u002egz"}]}""")]
    [InlineData("""{"files":[{"url":null}]}""")]
    [InlineData("""{"files":[1]}""")]
    [InlineData("""{"files":[{"url":"foo-1!99999999999999999999.2.tar.gz"}]}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a""")]
    public void TryRead_what_is_odd_is_left_to_the_whole_reading(string json) => Assert.False(NewestVersions.TryRead(Foo, Body(json), out _, out _));

    [Fact]
    public void TryRead_takes_all_files_of_the_eight_newest_in_any_order()
    {
        var numbers = Enumerable.Range(1, 40).OrderBy(static n => n * 17 % 41).ToList();
        var files = string.Join(',', numbers.Concat(numbers).Select(static (n, at) => at < 40 ? $$"""{"url":"foo-{{n}}.tar.gz"}""" : $$"""{"url":"foo-{{n}}-py3-none-any.whl"}"""));
        Assert.True(NewestVersions.TryRead(Foo, Body($$"""{"files":[{{files}}]}"""), out var page, out var isWhole));
        Assert.Equal("33 34 35 36 37 38 39 40", Versions(page));
        Assert.Equal(16, page.FileCount);
        Assert.False(isWhole);
    }

    [Fact]
    public void TryRead_agrees_with_the_whole_page_for_every_recorded_project()
    {
        _ = SharedFiles.Require("serve");
        Assert.SkipUnless(Directory.Exists(Recorded), "../shared/serve has not prepared its index.");
        foreach (var folder in Directory.GetDirectories(Recorded))
        {
            var project = ProjectName.Normalize(Path.GetFileName(folder));
            var json = File.ReadAllText(folder + "/index.json");
            if (!NewestVersions.TryRead(project, Body(json), out var page, out var isWhole))
            {
                Assert.Fail(folder);
            }

            var all = Usable(PageReader.Read(project, Body(json), out _));
            var newest = Usable(page);
            Assert.Equal(all.Take(isWhole ? all.Count : 8), newest);
        }
    }

    /// <summary>The versions that are not yanked, the newest first, with their files.</summary>
    private static List<string> Usable(ProjectPage page)
    {
        var lines = new List<string>();
        for (var version = page.VersionCount - 1; version >= 0; version--)
        {
            var (first, count) = page.GetFiles(version);
            var files = Enumerable.Range(first, count).Select(page.GetFile).Where(static file => !file.IsYanked).Select(static file => $"{file.FileName} {file.UploadTime} {file.Url}").ToList();
            if (files.Count > 0)
            {
                lines.Add($"{page.GetVersion(version)}: {string.Join(", ", files)}");
            }
        }

        return lines;
    }

    private static string Versions(ProjectPage page) => string.Join(' ', Enumerable.Range(0, page.VersionCount).Select(at => page.GetVersion(at).ToString()));

    private static FetchedBody Body(string json)
    {
        var body = new FetchedBody("http://localhost/simple/foo/", 200, static name => name == "Content-Type" ? "application/vnd.pypi.simple.v1+json" : null);
        var bytes = Encoding.UTF8.GetBytes(json);
        var buffer = BodyBuffer.Of(bytes.Length);
        bytes.CopyTo(buffer.Rest);
        buffer.Advance(bytes.Length);
        body.Take(buffer);
        return body;
    }
}
