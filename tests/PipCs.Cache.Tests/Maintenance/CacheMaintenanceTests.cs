using PipCs.Cache.Maintenance;
using PipCs.Cache.Packages;

namespace PipCs.Cache.Tests.Maintenance;

public sealed class CacheMaintenanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CacheRoot _root;

    public CacheMaintenanceTests() => _root = new CacheRoot(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>A clock so far ahead that everything on disk was used a day ago or earlier.</summary>
    private sealed class Tomorrow() : Ahead(TimeSpan.FromDays(1));

    private class Ahead(TimeSpan time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + time;
    }

    private void Fill()
    {
        var index = _root.GetBucket(CacheBuckets.Index);
        index.Write("one", new byte[1000]);
        index.Write("two", new byte[1000]);
        _root.GetBucket(CacheBuckets.Metadata).OpenPack("pack").Append([new("a", "head"u8.ToArray(), "body"u8.ToArray()), new("b", "head"u8.ToArray(), default)]);
        new PackageInformationCache(_root).Set(new() { Name = "a", Version = "1" });
    }

    private VerificationReport Verify()
    {
        var report = new VerificationReport();
        CacheVerification.Verify(_root, report);
        return report;
    }

    [Fact]
    public void List_empty_or_disabled_is_empty()
    {
        Assert.Empty(CacheContents.List(_root));
        Assert.Empty(CacheContents.List(CacheRoot.Disabled));
    }

    [Fact]
    public void List_tells_entries_and_bytes_and_neither_locks_nor_files_aside()
    {
        Fill();
        File.WriteAllText(_folder.Path + "/index-v1/x.1-1.tmp", "aside");
        Assert.Equal([1024, 1024], CacheContents.List(_root, CacheBuckets.Index).Select(entry => entry.Bytes));
        Assert.Equal(["bodies-0", Path.GetFileName(Pack())], CacheContents.List(_root, CacheBuckets.Metadata).Select(entry => entry.RelativePath).OrderByDescending(name => name == "bodies-0"));
    }

    [Fact]
    public void Link_in_the_place_of_an_entry_is_listed_and_verifying_drops_it()
    {
        Fill();
        var file = Directory.GetFiles(_folder.Path + "/index-v1")[0];
        File.Delete(file);
        File.CreateSymbolicLink(file, file);
        Assert.Equal(2, CacheContents.List(_root, CacheBuckets.Index).Count);
        Assert.StartsWith(file, Assert.Single(Verify().Dropped), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path + "/index-v1"));
    }

    [Fact]
    public void Prune_to_a_size_takes_the_least_recently_used()
    {
        Fill();
        var files = Directory.GetFiles(_folder.Path + "/index-v1");
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ToList().ForEach(file => Set(file, 10));
        Set(files[1], 2);
        Set(files[0], 1);
        Assert.Equal(DateTime.UtcNow.AddHours(-1), CacheContents.List(_root, CacheBuckets.Index).Single(entry => entry.Path == files[0]).LastUsed.UtcDateTime, TimeSpan.FromHours(2));
        CachePruning.Prune(_root, 1100, null, new Tomorrow());
        var left = CacheContents.List(_root);
        Assert.InRange(left.Sum(entry => entry.Bytes), 1, 1100);
    }

    [Fact]
    public void Prune_what_was_just_used_stays_and_an_age_takes_the_rest()
    {
        Fill();
        Assert.Equal(default, CachePruning.Prune(_root, 0, TimeSpan.Zero));
        Assert.Equal(default, CachePruning.Prune(_root, null, TimeSpan.FromDays(2), new Tomorrow()));
        var count = CacheContents.List(_root).Count;
        Assert.Equal(count, CachePruning.Prune(_root, null, TimeSpan.FromHours(23), new Tomorrow()).Entries);
        Assert.Empty(CacheContents.List(_root));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(48, 1)]
    public void Prune_entry_of_the_near_future_stays_and_one_of_a_wrong_clock_goes_first(int hoursAhead, int removed)
    {
        // One cannot set back when a file's status changed: the clock is set back instead.
        _root.GetBucket(CacheBuckets.Index).Write("one", new byte[1000]);
        Assert.Equal(removed, CachePruning.Prune(_root, 0, null, new Ahead(TimeSpan.FromHours(-hoursAhead))).Entries);
    }

    [Fact]
    public void Prune_what_a_use_was_noted_of_outlives_what_was_written_later()
    {
        var wheels = _root.GetBucket(CacheBuckets.Wheels);
        foreach (var name in (string[])["aa/old", "bb/new"])
        {
            var scratch = wheels.CreateScratchFolder()!;
            File.WriteAllBytes(scratch + "/manifest", new byte[1000]);
            wheels.Publish(scratch, name);
            Thread.Sleep(20);
        }

        wheels.NoteUse(wheels.Path + "/aa/old/manifest");
        Assert.Equal(1, CachePruning.Prune(_root, 1500, null, new Tomorrow()).Entries);
        Assert.Equal("aa/old", Assert.Single(CacheContents.List(_root)).RelativePath);
    }

    [Fact]
    public void Prune_and_Verify_clear_what_a_killed_process_had_begun_to_delete()
    {
        var trash = Directory.CreateDirectory(_folder.Path + "/wheels-v1/.scratch/trash-1-2-3").FullName;
        var making = Directory.CreateDirectory(_folder.Path + "/wheels-v1/.scratch/1-2-4").FullName;
        CachePruning.Prune(_root, 0, null);
        Assert.False(Directory.Exists(trash));
        Directory.CreateDirectory(trash);
        Verify();
        Assert.False(Directory.Exists(trash));
        Assert.True(Directory.Exists(making));
    }

    [Fact]
    public async Task Prune_by_many_at_once_removes_no_more_than_one_would()
    {
        for (var i = 0; i < 40; i++)
        {
            _root.GetBucket(CacheBuckets.Index).Write($"entry {i}", new byte[1000]);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CachePruning.Prune(new CacheRoot(_folder.Path), 20 * 1024, null, new Tomorrow()), TestContext.Current.CancellationToken)));
        Assert.Equal(20, CacheContents.List(_root).Count);
    }

    [Fact]
    public void Prune_and_Verify_another_format_version_is_left_alone()
    {
        foreach (var name in CacheBuckets.Names)
        {
            foreach (var version in new[] { 0, 99 })
            {
                File.WriteAllText(Directory.CreateDirectory($"{_folder.Path}/{name}-v{version}/ab").FullName + "/file", "theirs");
                File.WriteAllText($"{_folder.Path}/{name}-v{version}/{new string('0', 32)}", "theirs");
            }
        }

        Assert.Equal(default, CachePruning.Prune(_root, 0, TimeSpan.Zero, new Tomorrow()));
        Assert.Empty(Verify().Dropped);
        Assert.Equal(4 * CacheBuckets.Names.Count, Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Verify_sound_cache_drops_nothing()
    {
        Fill();
        var report = Verify();
        Assert.Empty(report.Dropped);
        Assert.Equal((5, 0), (report.Checked, report.Leftovers));
    }

    [Theory]
    [InlineData("index-v1", 40)]
    [InlineData("packages-v1", 0)]
    public void Verify_damaged_entry_is_dropped(string bucket, int at)
    {
        Fill();
        var file = Directory.GetFiles($"{_folder.Path}/{bucket}")[0];
        Flip(file, at);
        Assert.StartsWith(file, Assert.Single(Verify().Dropped), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Empty(Verify().Dropped);
    }

    [Fact]
    public void Verify_damaged_document_is_dropped_and_the_other_record_stays()
    {
        Fill();
        Flip(_folder.Path + "/metadata-v1/bodies-0", 1);
        Assert.Single(Verify().Dropped);
        var pack = _root.GetBucket(CacheBuckets.Metadata).OpenPack("pack");
        Assert.False(pack.TryGetHead("a"u8, out _, out _));
        Assert.True(pack.TryGetHead("b"u8, out _, out _));
        Assert.Empty(Verify().Dropped);
    }

    [Fact]
    public void Verify_torn_tail_is_a_leftover_and_is_cut_off()
    {
        Fill();
        var whole = File.ReadAllBytes(Pack());
        File.WriteAllBytes(Pack(), [.. whole, .. whole[..30]]);
        var report = Verify();
        Assert.Empty(report.Dropped);
        Assert.Equal(1, report.Leftovers);
        Assert.Equal(whole, File.ReadAllBytes(Pack()));
    }

    [Fact]
    public void Verify_after_two_runs_at_once_finds_no_leftovers()
    {
        Fill();
        var whole = File.ReadAllBytes(Pack());
        var packs = new[] { new CacheRoot(_folder.Path), new CacheRoot(_folder.Path) }.Select(root => root.GetBucket(CacheBuckets.Metadata).OpenPack("pack")).ToArray();
        Assert.All(packs, pack => Assert.False(pack.Contains("both"u8)));
        foreach (var pack in packs)
        {
            pack.Append([new PackRecord("both", "head"u8.ToArray(), "body"u8.ToArray())]);
        }

        var appended = File.ReadAllBytes(Pack()).Length - whole.Length;
        Assert.InRange(appended, 1, 100);
        Assert.Equal(0, Verify().Leftovers);

        // As earlier versions wrote it: the same record twice.
        File.WriteAllBytes(Pack(), [.. whole, .. whole]);
        Assert.Equal(0, Verify().Leftovers);
        Assert.Equal(whole.Length, File.ReadAllBytes(Pack()).Length);
    }

    [Fact]
    public void Verify_evicted_documents_are_no_damage()
    {
        Fill();
        File.Delete(_folder.Path + "/metadata-v1/bodies-0");
        Assert.Empty(Verify().Dropped);
        Assert.True(_root.GetBucket(CacheBuckets.Metadata).OpenPack("pack").TryGetHead("a"u8, out _, out _));
    }

    [Fact]
    public void Remove_symbolic_link_leaves_its_target()
    {
        Fill();
        var target = _folder.Path + "/target";
        File.WriteAllText(target, "mine");
        File.CreateSymbolicLink($"{_folder.Path}/index-v1/{new string('a', 32)}", target);
        Directory.CreateSymbolicLink($"{_folder.Path}/wheels-v1", Directory.CreateDirectory(_folder.Path + "/elsewhere").FullName);
        foreach (var entry in CacheContents.List(_root))
        {
            entry.Remove();
        }

        Assert.True(File.Exists(target));
    }

    private string Pack() => Directory.GetFiles(_folder.Path + "/metadata-v1").Single(file => Path.GetFileName(file).Length == 32);

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }

    private static void Set(string file, int hoursAgo)
    {
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-hoursAgo));
        File.SetLastAccessTimeUtc(file, DateTime.UtcNow.AddHours(-hoursAgo));
    }
}
