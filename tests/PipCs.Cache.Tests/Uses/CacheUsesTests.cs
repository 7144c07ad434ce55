using PipCs.Cache.Uses;

namespace PipCs.Cache.Tests.Uses;

public sealed class CacheUsesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CacheRoot Root => new(_folder.Path + "/cache");

    private string Log => _folder.Path + "/cache/uses-v1";

    [Fact]
    public void Append_runs_add_up_by_bucket()
    {
        for (var run = 0; run < 3; run++)
        {
            var root = Root;
            root.GetBucket(CacheBuckets.Index).Counter.Hit(savedRequests: 1, savedBytes: 100);
            root.GetBucket(CacheBuckets.Index).Counter.Miss();
            root.GetBucket(CacheBuckets.Answers).Counter.Expire();
            root.GetBucket(CacheBuckets.Answers).Counter.Confirm(7);
            CacheUses.Append(root);
            CacheUses.Append(root);
        }

        var uses = CacheUses.Read(Root);
        Assert.Equal(2, uses.Count);
        Assert.Equal(new BucketUse(3, 3, 0, 3, 300), uses[CacheBuckets.Index]);
        Assert.Equal(new BucketUse(0, 0, 3, 0, 21), uses[CacheBuckets.Answers]);
    }

    [Fact]
    public void Append_nothing_counted_writes_nothing()
    {
        var root = Root;
        _ = root.GetBucket(CacheBuckets.Index).Counter.Current;
        CacheUses.Append(root);
        Assert.False(Directory.Exists(_folder.Path + "/cache"));
        CacheUses.Append(CacheRoot.Disabled);
    }

    [Fact]
    public void Read_torn_and_foreign_lines_are_passed_over()
    {
        Directory.CreateDirectory(_folder.Path + "/cache");
        File.WriteAllText(Log, "index 1 2 3 4 5;\nindex 1 2 3\nindex 1 2 3 4 5\nfuture 1 1 1 1 1;\nindex -1 0 0 0 0;\nindex 1 1 1 1 x;\n\0\0\0\nindex 1 1 1 1 1;\nindex 9 9");
        Assert.Equal(new BucketUse(2, 3, 4, 5, 6), Assert.Single(CacheUses.Read(Root)).Value);
    }

    [Fact]
    public void Append_long_log_is_written_anew_as_sums()
    {
        Directory.CreateDirectory(_folder.Path + "/cache");
        File.WriteAllText(Log, string.Concat(Enumerable.Repeat("index 1 0 0 1 1000;\n", 4000)));
        var root = Root;
        root.GetBucket(CacheBuckets.Index).Counter.Hit(1, 1000);
        CacheUses.Append(root);
        Assert.InRange(new FileInfo(Log).Length, 1, 100);
        Assert.Equal(new BucketUse(4001, 0, 0, 4001, 4_001_000), CacheUses.Read(Root)[CacheBuckets.Index]);
    }

    [Fact]
    public void Append_unwritable_log_is_no_error()
    {
        Directory.CreateDirectory(Log);
        var root = Root;
        root.GetBucket(CacheBuckets.Index).Counter.Hit();
        CacheUses.Append(root);
        Assert.Empty(CacheUses.Read(Root));
    }
}
