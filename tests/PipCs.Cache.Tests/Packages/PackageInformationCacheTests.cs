using System.Text.Json;
using PipCs.Cache.Packages;

namespace PipCs.Cache.Tests.Packages;

public sealed class PackageInformationCacheTests : IDisposable
{
    private static readonly PackageInformation Sample = new()
    {
        Name = "Zope.Interface",
        Version = "7.0",
        Summary = "Interfaces \"quoted\"\nfor Python – ✓",
        RequiresPython = ">=3.8",
        LatestVersion = "8.0",
        LatestFileType = "wheel",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    public void Dispose() => _folder.Dispose();

    private PackageInformationCache Open(TimeSpan? timeToLive = null, bool acceptsStale = false) => new(new CacheRoot(_folder.Path), timeToLive, acceptsStale, _clock);

    private string FileOf(string name) => $"{_folder.Path}/packages-v1/{name}.json";

    [Fact]
    public void Set_writes_one_json_file_with_package_and_timestamp()
    {
        Open().Set(Sample);
        using var document = JsonDocument.Parse(File.ReadAllBytes(FileOf("zope-interface-7.0")));
        Assert.Equal("Zope.Interface", document.RootElement.GetProperty("package").GetProperty("name").GetString());
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds(), document.RootElement.GetProperty("timestamp").GetDouble());
        Assert.Single(Directory.GetFiles(_folder.Path + "/packages-v1"));
    }

    [Fact]
    public void List_gives_what_answers()
    {
        Open().Set(Sample);
        Open().Set(Sample with { Version = "6.0" });
        File.WriteAllText(FileOf("broken-1.0"), "{");
        Assert.Equal(["6.0", "7.0"], Open().List().Select(package => package.Version).Order());

        _clock.Advance(TimeSpan.FromHours(25));
        Assert.Empty(Open().List());
        Assert.Equal(2, Open(acceptsStale: true).List().Count());
    }

    [Theory]
    [InlineData("zope.interface", "7.0")]
    [InlineData("Zope_Interface", "v7.0")]
    public void Get_any_spelling_is_what_was_set(string name, string version)
    {
        Open().Set(Sample);
        Assert.Equal(Sample, Open().Get(name, version));
        Assert.Null(Open().Get(name, "7.0.0.1"));
    }

    [Theory]
    [InlineData(86_399, true)]
    [InlineData(86_400, false)]
    [InlineData(-1, false)]
    public void TryGet_default_time_to_live_is_a_day(int seconds, bool expected)
    {
        Open().Set(Sample);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, Open().TryGet("zope-interface", "7.0", out _));
    }

    [Fact]
    public void TryGet_expired_is_a_miss_and_is_cleaned()
    {
        Open().Set(Sample);
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.False(Open().TryGet("zope-interface", "7.0", out _));
        Assert.False(File.Exists(FileOf("zope-interface-7.0")));
    }

    [Fact]
    public void TryGet_accepting_stale_answers_however_old_and_keeps_it()
    {
        Open().Set(Sample);
        _clock.Advance(TimeSpan.FromDays(2000));
        Assert.Equal(Sample, Open(acceptsStale: true).Get("zope-interface", "7.0"));
        Assert.True(File.Exists(FileOf("zope-interface-7.0")));
    }

    [Fact]
    public void TryGet_time_to_live_zero_always_asks()
    {
        Open(TimeSpan.Zero).Set(Sample);
        Assert.False(Open(TimeSpan.Zero).TryGet("zope-interface", "7.0", out _));
        Assert.True(Open().TryGet("zope-interface", "7.0", out _));
    }

    [Theory]
    [InlineData("../../etc/passwd", "1")]
    [InlineData("a/b", "1")]
    [InlineData("", "1")]
    [InlineData(".", "1")]
    [InlineData("a\0b", "1")]
    [InlineData("a", "../1")]
    [InlineData("a", "1/../../x")]
    [InlineData("a", "")]
    [InlineData("a", "1\n")]
    public void Set_and_Get_what_could_leave_the_folder_is_refused(string name, string version)
    {
        var cache = Open();
        if (version != "1\n")
        {
            Assert.Throws<ArgumentException>(() => cache.Get(name, version));
            Assert.Throws<ArgumentException>(() => cache.Set(new() { Name = name, Version = version }));
            Assert.False(Directory.Exists(_folder.Path + "/packages-v1"));
            return;
        }

        // Space around a version is none of it (PEP 440).
        cache.Set(new() { Name = name, Version = version });
        Assert.True(File.Exists(FileOf("a-1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"package\":{}, \"timestamp\":1}")]
    [InlineData("{\"package\":{\"name\":\"a\",\"version\":\"1\"}}")]
    [InlineData("{\"package\":{\"name\":\"a\",\"version\":\"1\"},\"timestamp\":\"now\"}")]
    [InlineData("{\"package\":{\"name\":\"a\",\"version\":\"1\"},\"timestamp\":1767225600}x")]
    [InlineData("{\"package\":{\"name\":\"\\ud800\",\"version\":\"1\"},\"timestamp\":1767225600}")]
    [InlineData("{\"package\":{\"name\":\"b\",\"version\":\"1\"},\"timestamp\":1767225600.5}")]
    [InlineData("{\"package\":{\"name\":\"a\",\"version\":\"2\"},\"timestamp\":1767225600.5}")]
    [InlineData("{\"package\":{\"name\":\"../a\",\"version\":\"1\"},\"timestamp\":1767225600.5}")]
    public void TryGet_damaged_is_a_miss_and_is_replaced(string content)
    {
        Directory.CreateDirectory(_folder.Path + "/packages-v1");
        File.WriteAllText(FileOf("a-1"), content);
        var cache = Open();
        Assert.False(cache.TryGet("a", "1", out _));
        cache.Set(new() { Name = "a", Version = "1" });
        Assert.True(cache.TryGet("a", "1", out _));
    }

    [Fact]
    public void TryGet_members_of_a_later_program_are_passed_over()
    {
        Directory.CreateDirectory(_folder.Path + "/packages-v1");
        File.WriteAllText(FileOf("a-1"), "{\"extra\":[{}],\"package\":{\"name\":\"a\",\"new\":{\"x\":[1]},\"version\":\"1\",\"summary\":null},\"timestamp\":1767225600.5}");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new() { Name = "a", Version = "1" }, Open().Get("a", "1"));
    }

    [Fact]
    public void Clear_all_a_project_a_version_or_the_expired()
    {
        var cache = Open();
        foreach (var (name, version) in new[] { ("a", "1"), ("a", "2"), ("a-b", "1"), ("c", "1") })
        {
            cache.Set(new() { Name = name, Version = version });
        }

        Assert.Equal(1, cache.Clear("a", "2"));
        Assert.Equal(0, cache.Clear(onlyExpired: true));
        Assert.Equal(1, cache.Clear("A"));
        Assert.NotNull(cache.Get("a-b", "1"));
        _clock.Advance(TimeSpan.FromDays(3));
        cache.Set(new() { Name = "d", Version = "1" });
        Assert.Equal(2, cache.Clear(onlyExpired: true));
        Assert.Equal(1, cache.Clear());
        Assert.Equal(0, cache.Clear());
    }

    [Fact]
    public void GetStatistics_tells_entries_bytes_hits_misses_and_expired()
    {
        var cache = Open();
        Assert.Equal(default, cache.GetStatistics());
        cache.Set(Sample);
        cache.Get("zope-interface", "7.0");
        cache.Get("zope-interface", "7.1");
        var length = new FileInfo(FileOf("zope-interface-7.0")).Length;
        Assert.Equal(new(1, length, 0, 1, 1), cache.GetStatistics());
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new(1, length, 1, 1, 1), cache.GetStatistics());
    }

    [Fact]
    public void Disabled_root_holds_nothing()
    {
        var cache = new PackageInformationCache(CacheRoot.Disabled);
        cache.Set(Sample);
        Assert.Null(cache.Get(Sample.Name, Sample.Version));
        Assert.Equal(0, cache.Clear());
    }

    [Fact]
    public void Set_many_threads_readers_see_whole_entries()
    {
        var cache = Open();
        Parallel.For(0, 400, i =>
        {
            cache.Set(Sample with { Summary = new string('x', i * 10) });
            Assert.NotNull(cache.Get(Sample.Name, Sample.Version));
        });
        Assert.Single(Directory.GetFiles(_folder.Path + "/packages-v1"));
    }
}
