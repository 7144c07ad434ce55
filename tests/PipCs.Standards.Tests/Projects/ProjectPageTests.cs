using System.Text;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Projects;

public sealed class ProjectPageTests
{
    private static readonly ProjectName Foo = ProjectName.Normalize("foo-bar");

    private static ProjectPage Page(params string[] links)
    {
        var builder = new ProjectPageBuilder(Foo);
        builder.BeginSource("https://host/simple/foo-bar/", "https://host/simple/foo-bar/");
        foreach (var link in links)
        {
            builder.Add(new ProjectFileEntry { Url = Encoding.UTF8.GetBytes(link) });
        }

        return builder.Build();
    }

    [Fact]
    public void Build_versions_ascend_and_files_keep_their_order()
    {
        var page = Page("Foo_Bar-2.0-py3-none-any.whl", "foo-bar-1.10.tar.gz", "foo_bar-1.9-py3-none-any.whl", "foo_bar-1.10-cp311-cp311-linux_x86_64.whl", "foo.bar-2.0a1.zip", "foo_bar-1.10.0-1build-py3-none-any.whl");
        Assert.Equal(["1.9", "1.10", "2.0a1", "2.0"], Enumerable.Range(0, page.VersionCount).Select(i => page.GetVersion(i).ToString()));
        Assert.Equal((1, 3), page.GetFiles(1));
        Assert.Equal(["foo-bar-1.10.tar.gz", "foo_bar-1.10-cp311-cp311-linux_x86_64.whl", "foo_bar-1.10.0-1build-py3-none-any.whl"], Enumerable.Range(1, 3).Select(i => page.GetFile(i).FileName));
        Assert.Equal("1.10.0", page.GetFile(3).Version.ToString());
        Assert.Equal("1build", page.GetFile(3).Build);
        Assert.Null(page.GetFile(2).Build);
        Assert.Equal(-1, page.GetFile(1).TagsId);
        Assert.Equal(DistributionKind.Sdist, page.GetFile(1).Kind);
        Assert.Equal("cp311-cp311-linux_x86_64"u8, page.GetTagSet(page.GetFile(2).TagsId));
        Assert.Equal(2, page.TagSetCount);
        for (var i = 0; i < page.VersionCount; i++)
        {
            Assert.Equal(page.GetVersion(i).SortKey, page.GetSortKey(i));
        }
    }

    [Theory]
    [InlineData("<a href=\"\n      /dl/foo_bar-1.0-py3-none-any.whl\">x</a>")]
    [InlineData("<a href=' /dl/foo_bar-1.0-py3-none-any.whl\t\n '>x</a>")]
    [InlineData("<a href='\n  ../../dl/foo_bar-1.0-py3-none-any.whl'>x</a>")]
    [InlineData("<a href='\thttps://host/dl/foo_bar-1.0-py3-none-any.whl '>x</a>")]
    [InlineData("<a href='https://host/dl/\r\nfoo_bar-1.0-\tpy3-none-any.whl'>x</a>")]
    [InlineData("<base href='\n https://host/dl/ '><a href='foo_bar-1.0-py3-none-any.whl'>x</a>")]
    [InlineData("<a href='\n/dl/foo_bar-1.0-py3-none-any.whl#sha256=00 '>x</a>")]
    public void AddHtml_white_space_around_a_link_does_not_count(string html)
    {
        var builder = new ProjectPageBuilder(Foo);
        builder.AddHtml("https://host/simple/foo-bar/", "https://host/simple/foo-bar/", html);
        Assert.Equal("https://host/dl/foo_bar-1.0-py3-none-any.whl", builder.Build().GetFile(0).Url);
    }

    [Theory]
    [InlineData("1.0", false)]
    [InlineData("1.0.0.post1", false)]
    [InlineData("1.0.dev1", true)]
    [InlineData("1.0a2", true)]
    [InlineData("1.0.post1.dev2", true)]
    [InlineData("1!2.0", false)]
    [InlineData("1!2.0rc1", true)]
    [InlineData("1.0+local", false)]
    public void IsPrerelease_is_the_versions_own(string version, bool expected)
    {
        var page = Page($"foo_bar-{version}-py3-none-any.whl");
        Assert.Equal(expected, page.IsPrerelease(0));
        Assert.Equal(expected, page.GetVersion(0).IsPrerelease);
    }

    [Theory]
    [InlineData("other-1.0.tar.gz")]
    [InlineData("foo_bar-1.0.exe")]
    [InlineData("foo_bar-1.0-py3-any.whl")]
    [InlineData("foo__bar-1.0-py3-none-any.whl")]
    [InlineData("foo_bar-1.0-x1-py3-none-any.whl")]
    [InlineData("foo_bar-nope-py3-none-any.whl")]
    [InlineData("foo-bar-macosx10-1.0.zip")]
    [InlineData("foo-bar.tar.gz")]
    [InlineData("foo_bar-1.0.dist-info/")]
    [InlineData("")]
    public void Add_not_a_distribution_of_the_project_is_left_out(string link) => Assert.Equal(0, Page(link).FileCount);

    [Theory]
    [InlineData("foo_bar-1.0.tar.gz", "https://host/simple/foo-bar/foo_bar-1.0.tar.gz")]
    [InlineData("../../files/foo_bar-1.0.tar.gz", "https://host/files/foo_bar-1.0.tar.gz")]
    [InlineData("../../../../files/foo_bar-1.0.tar.gz", "https://host/files/foo_bar-1.0.tar.gz")]
    [InlineData("/a/b/foo_bar-1.0.tar.gz", "https://host/a/b/foo_bar-1.0.tar.gz")]
    [InlineData("//other/a/foo_bar-1.0.tar.gz", "https://other/a/foo_bar-1.0.tar.gz")]
    [InlineData("https://other:81/foo_bar-1.0.tar.gz", "https://other:81/foo_bar-1.0.tar.gz")]
    [InlineData("https://other/a/b/c/foo_bar-1.0.tar.gz#sha256=0", "https://other/a/b/c/foo_bar-1.0.tar.gz")]
    [InlineData("https://other/a/foo_bar-1.0+cpu-py3-none-any.whl", "https://other/a/foo_bar-1.0%2Bcpu-py3-none-any.whl")]
    [InlineData("https://other/a/foo_bar-1.0%2bcpu-py3-none-any.whl", "https://other/a/foo_bar-1.0%2Bcpu-py3-none-any.whl")]
    [InlineData("https://other/a b/foo_bar-1.0.tar.gz", "https://other/a%20b/foo_bar-1.0.tar.gz")]
    [InlineData("https://other/foo_bar-1.0.tar.gz?token=a/b", "https://other/foo_bar-1.0.tar.gz?token=a/b")]
    [InlineData("./x/../foo_bar-1.0.tar.gz", "https://host/simple/foo-bar/foo_bar-1.0.tar.gz")]
    [InlineData("http://h/foo_bar-1.0.tar.gz", "http://h/foo_bar-1.0.tar.gz")]
    public void Url_link_is_absolute_and_quoted(string link, string expected)
    {
        var file = Page(link).GetFile(0);
        Assert.Equal(expected, file.Url);
        Assert.Equal("https://host/simple/foo-bar/", file.ComesFrom);
    }

    [Fact]
    public void Properties_all_said_read_back_and_survive_a_merge()
    {
        var hash = new string('a', 64);
        var builder = new ProjectPageBuilder(Foo);
        builder.BeginSource("https://host/s/", "https://host/s/");
        builder.Add(new ProjectFileEntry
        {
            Url = Encoding.UTF8.GetBytes($"foo_bar-1.0-py3-none-any.whl#sha256={hash}"),
            RequiresPython = ">=3.8"u8,
            IsYanked = true,
            YankedReason = "broken"u8,
            HasMetadata = true,
            MetadataSha256 = Encoding.UTF8.GetBytes(new string('b', 64)),
            OtherHashes = "md5:00"u8,
            Size = 17,
            UploadTicks = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc).Ticks,
        });
        var other = new ProjectPageBuilder(Foo);
        other.BeginSource("https://else/s/", "https://else/s/");
        other.Add(new ProjectFileEntry { Url = "foo_bar-1.0.0.tar.gz"u8 });
        other.Add(new ProjectFileEntry { Url = "foo_bar-0.9.tar.gz"u8 });
        var alone = builder.Build();
        var merged = ProjectPageBuilder.Merge(Foo, [alone, other.Build()]);
        foreach (var page in new[] { alone, merged })
        {
            var file = page.GetFile(page.FileCount == 1 ? 0 : 1);
            Assert.Equal("foo_bar-1.0-py3-none-any.whl", file.FileName);
            Assert.Equal("https://host/s/foo_bar-1.0-py3-none-any.whl", file.Url);
            Assert.Equal(">=3.8", page.RequiresPythonTexts[file.RequiresPythonId]);
            Assert.True(file.IsYanked);
            Assert.Equal("broken", file.YankedReason);
            Assert.Equal(hash, file.Sha256);
            Assert.Equal(["sha256:" + hash, "md5:00"], file.Hashes);
            Assert.True(file.HasMetadata);
            Assert.Equal(new string('b', 64), file.MetadataSha256);
            Assert.Equal(17, file.Size);
            Assert.Equal(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero), file.UploadTime);
        }

        Assert.Equal(["foo_bar-0.9.tar.gz", "foo_bar-1.0-py3-none-any.whl", "foo_bar-1.0.0.tar.gz"], Enumerable.Range(0, 3).Select(i => merged.GetFile(i).FileName));
        var last = merged.GetFile(2);
        Assert.Equal("https://else/s/", last.ComesFrom);
        Assert.Equal((-1L, null, -1, null), (last.Size, last.UploadTime, last.RequiresPythonId, last.Sha256));
        Assert.Empty(last.Hashes);
    }

    [Fact]
    public void TryRead_bytes_kept_gives_the_page_again_and_nonsense_does_not()
    {
        var page = Page("foo_bar-1.0.tar.gz", "foo_bar-2!1.0.tar.gz");
        Assert.True(ProjectPage.TryRead(Foo, page.Bytes, out var again));
        Assert.Equal(PackageVersion.Parse("2!1.0"), again.GetVersion(1));
        Assert.False(ProjectPage.TryRead(Foo, page.Bytes[..^1], out _));
        Assert.False(ProjectPage.TryRead(Foo, new byte[100], out _));
        Assert.False(ProjectPage.TryRead(Foo, default, out _));
    }

    [Fact]
    public void Build_long_versions_sort_by_their_long_form()
    {
        var page = Page("foo_bar-1.0+local.7.tar.gz", "foo_bar-99999999999999999999.1.tar.gz", "foo_bar-1.0.tar.gz", "foo_bar-1.2.3.4.5.6.7.8.9.tar.gz", "foo_bar-2.tar.gz");
        Assert.Equal(["1.0", "1.0+local.7", "1.2.3.4.5.6.7.8.9", "2", "99999999999999999999.1"], Enumerable.Range(0, page.VersionCount).Select(i => page.GetVersion(i).ToString()));
    }

    [Fact]
    public void HoldsCredentials_link_with_password_is_told()
    {
        var builder = new ProjectPageBuilder(Foo);
        builder.BeginSource("", "");
        builder.Add(new ProjectFileEntry { Url = "https://u:p@host/foo_bar-1.0.tar.gz"u8 });
        Assert.True(builder.HoldsCredentials);
    }
}
