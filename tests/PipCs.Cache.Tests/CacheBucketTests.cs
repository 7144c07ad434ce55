namespace PipCs.Cache.Tests;

public sealed class CacheBucketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CacheBucket _bucket;

    public CacheBucketTests() => _bucket = new CacheRoot(_folder.Path + "/new/root").GetBucket("index", 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_new_root_makes_it_and_the_entry_reads_back()
    {
        Assert.False(_bucket.TryRead("key", out _));
        _bucket.Write("key", "payload"u8);
        Assert.True(_bucket.TryRead("key", out var payload));
        Assert.Equal("payload"u8, payload);
        Assert.True(File.Exists(_folder.Path + "/new/root/CACHEDIR.TAG"));
    }

    [Fact]
    public void Write_secret_in_key_is_not_on_disk()
    {
        _bucket.Write("https://user:s3cret@host/", "x"u8);
        foreach (var file in Directory.EnumerateFiles(_bucket.Path!))
        {
            Assert.DoesNotContain("s3cret", file + File.ReadAllText(file));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(30)]
    public void TryRead_truncated_is_a_miss_and_is_replaced(int length)
    {
        _bucket.Write("key", "payload"u8);
        var file = Directory.GetFiles(_bucket.Path!)[0];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        Assert.False(_bucket.TryRead("key", out _));
        _bucket.Write("key", "payload"u8);
        Assert.True(_bucket.TryRead("key", out _));
    }

    [Fact]
    public void Write_replaces_a_folder_in_the_place_of_an_entry()
    {
        _bucket.Write("key", "payload"u8);
        var file = Assert.Single(Directory.GetFiles(_bucket.Path!));
        File.Delete(file);
        Directory.CreateDirectory(file + "/inner");
        Assert.False(_bucket.TryRead("key", out _));
        _bucket.Write("key", "again"u8);
        Assert.True(_bucket.TryRead("key", out var payload));
        Assert.Equal("again"u8, payload);
    }

    [Fact]
    public void TryRead_any_bit_flipped_is_a_miss()
    {
        _bucket.Write("key", "payload"u8);
        var file = Directory.GetFiles(_bucket.Path!)[0];
        var good = File.ReadAllBytes(file);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.False(_bucket.TryRead("key", out _));
        }
    }

    [Fact]
    public void TryRead_another_format_version_is_a_miss()
    {
        _bucket.Write("key", "payload"u8);
        var next = new CacheRoot(_folder.Path + "/new/root").GetBucket("index", 2);
        Directory.Move(_bucket.Path!, next.Path!);
        Assert.False(next.TryRead("key", out _));
    }

    [Fact]
    public void Write_root_is_a_file_does_nothing()
    {
        File.WriteAllText(_folder.Path + "/file", "");
        var root = new CacheRoot(_folder.Path + "/file");
        var bucket = root.GetBucket("index", 1);
        bucket.Write("key", "x"u8);
        Assert.False(root.IsWritable);
        Assert.Null(bucket.CreateScratchFolder());
        Assert.False(bucket.TryRead("key", out _));
        Assert.Equal("", File.ReadAllText(_folder.Path + "/file"));
    }

    [Fact]
    public void Disabled_keeps_nothing()
    {
        var bucket = CacheRoot.Disabled.GetBucket("index", 1);
        bucket.Write("key", "x"u8);
        bucket.OpenPack("p").Append([new PackRecord("k", "h"u8.ToArray(), default)]);
        Assert.False(bucket.TryRead("key", out _));
        Assert.Null(bucket.CreateScratchFolder());
        Assert.Null(bucket.Path);
    }

    [Fact]
    public void Remove_entry_is_gone()
    {
        _bucket.Write("key", "x"u8);
        _bucket.Remove("key");
        _bucket.Remove("never");
        Assert.False(_bucket.TryRead("key", out _));
    }

    [Fact]
    public void Publish_second_comer_gets_the_one_that_stands()
    {
        var first = _bucket.CreateScratchFolder()!;
        var second = _bucket.CreateScratchFolder()!;
        File.WriteAllText(first + "/a", "1");
        File.WriteAllText(second + "/a", "2");
        var place = _bucket.Publish(first, "ab/entry");
        Assert.Equal(place, _bucket.Publish(second, "ab/entry"));
        Assert.Equal("1", File.ReadAllText(place + "/a"));
        Assert.False(Directory.Exists(second));
    }

    [Fact]
    public void Discard_entry_leaves_nothing()
    {
        var scratch = _bucket.CreateScratchFolder()!;
        File.WriteAllText(scratch + "/a", "1");
        _bucket.Publish(scratch, "entry");
        _bucket.Discard("entry");
        _bucket.Discard("entry");
        Assert.False(Directory.Exists(_bucket.Path + "/entry"));
        Assert.Empty(Directory.GetFileSystemEntries(_bucket.Path + "/.scratch"));
    }

    [Fact]
    public void CreateScratchFolder_sweeps_what_is_a_day_old()
    {
        Directory.CreateDirectory(_bucket.Path + "/.scratch/dead/deep");
        Directory.CreateDirectory(_bucket.Path + "/.scratch/young");
        Directory.SetLastWriteTimeUtc(_bucket.Path + "/.scratch/dead", DateTime.UtcNow.AddDays(-2));
        _bucket.CreateScratchFolder();
        Assert.False(Directory.Exists(_bucket.Path + "/.scratch/dead"));
        Assert.True(Directory.Exists(_bucket.Path + "/.scratch/young"));
    }
}
