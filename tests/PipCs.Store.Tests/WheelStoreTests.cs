using System.IO.Compression;
using System.Text;
using PipCs.Cache;
using PipCs.Harness;
using PipCs.Standards.FileNames;

namespace PipCs.Store.Tests;

public sealed class WheelStoreTests
{
    private const string DemoName = "demo-1.0-py3-none-any.whl";

    [Fact]
    public async Task GetAsync_good_wheel_is_unpacked_and_found_again()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good()
            .Add("demo/data/x.txt", "x")
            .Add("demo-1.0.data/scripts/run", "#!python\nprint()\n", 0x81ED)
            .Add("demo-1.0.data/scripts/plain.py", "print()\n", 0x81ED)
            .Add("demo-1.0.dist-info/entry_points.txt", "[console_scripts]\ndemo = demo:main\n[other]\na = b:c\n")
            .AddRecord().Build();
        var request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        Assert.False(fixture.Store.TryGet(request, out _));
        var wheel = await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(WheelBuilder.Sha256(bytes), wheel.Sha256);
        Assert.Equal("demo-1.0.dist-info", wheel.DistInfoName);
        Assert.True(wheel.RootIsPurelib);
        Assert.Null(wheel.NewerWheelVersion);
        Assert.Equal(
            ["demo/__init__.py", "demo-1.0.dist-info/METADATA", "demo-1.0.dist-info/WHEEL", "demo/data/x.txt", "demo-1.0.data/scripts/run", "demo-1.0.data/scripts/plain.py", "demo-1.0.dist-info/entry_points.txt"],
            wheel.Files.Select(file => file.Path));
        Assert.Equal("VALUE = 1\n", Encoding.UTF8.GetString(wheel.ReadFile(0)));
        Assert.StartsWith("Metadata-Version", Encoding.UTF8.GetString(wheel.ReadMetadata()));
        Assert.Equal(WheelBuilder.Sha256(wheel.ReadMetadata()), wheel.MetadataSha256);
        var entryPoint = Assert.Single(wheel.ScriptEntryPoints);
        Assert.Equal(("console_scripts", "demo", "demo", "main"), (entryPoint.Group, entryPoint.Name, entryPoint.Module, entryPoint.Attribute));
        Assert.Equal(StoredFileTraits.Executable | StoredFileTraits.Data | StoredFileTraits.Script | StoredFileTraits.RewrittenScript, wheel.Entries[4].Traits);
        Assert.Equal(StoredFileTraits.Executable | StoredFileTraits.Data | StoredFileTraits.Script | StoredFileTraits.Python, wheel.Entries[5].Traits);
        for (var i = 0; i < wheel.Entries.Length; i++)
        {
            var info = new FileInfo(Path.Combine(wheel.Folder, i.ToString("x")));
            Assert.Equal(wheel.Entries[i].Size, info.Length);
            Assert.Equal(wheel.Entries[i].MtimeNanoseconds / 100, (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks);
            Assert.Equal(i is 4 or 5 ? wheel.ExecutableMode : wheel.PlainMode, (int)File.GetUnixFileMode(info.FullName));
        }

        using var second = fixture.NewStore();
        Assert.True(second.TryGet(request, out var again));
        Assert.Equal(wheel.Folder, again.Folder);
        Assert.Equal(wheel.Files, again.Files);
        Assert.Equal(1, fixture.Opened);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.CacheFolder, "wheels-v1", ".scratch")));
    }

    [Fact]
    public async Task GetAsync_wheel_without_a_hash_is_fetched_once_a_run_and_known_offline_by_its_url()
    {
        using var fixture = new StoreFixture();
        var request = fixture.Add(DemoName, WheelBuilder.Good().AddRecord().Build());
        await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(1, fixture.Opened);

        using var offline = new WheelStore(new CacheRoot(fixture.CacheFolder), fixture, fixture.TemporaryFolder) { IsOffline = true };
        Assert.True(offline.TryGet(request, out _));
        using var next = fixture.NewStore();
        Assert.False(next.TryGet(request, out _));
    }

    [Fact]
    public async Task GetAsync_folders_and_paths_are_ready_to_link()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().Add("demo/a/b/c.txt", "").Add("empty/", "").AddRecord().Build();
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken);
        Assert.Equal(["\0", "demo\0", "demo-1.0.dist-info\0", "demo/a\0", "demo/a/b\0"], wheel.Folders.ToArray().Select(folder => Encoding.UTF8.GetString(wheel.GetPath(folder))));
        Assert.Equal(["\0", "demo\0", "demo-1.0.dist-info\0", "a\0", "b\0"], wheel.Folders.ToArray().Select(folder => Encoding.UTF8.GetString(wheel.GetLeaf(folder))));
        Assert.Equal([-1, 0, 0, 1, 3], wheel.Folders.ToArray().Select(folder => folder.Parent));
        Assert.True(wheel.TryFind("demo/a/b/c.txt"u8, out var index));
        Assert.Equal("c.txt\0", Encoding.UTF8.GetString(wheel.GetLeaf(wheel.Entries[index])));
        Assert.Equal(4, wheel.Entries[index].Folder);
    }

    [Fact]
    public async Task GetAsync_record_rows_are_those_that_pip_writes()
    {
        using var fixture = new StoreFixture();
        var record = "z.py,sha256=zz,1\n\"a,b.py\",,\ndemo/__init__.py,sha256=wrong,99\nnot-there,sha256=x,5\ndemo/__init__.py,sha256=twice,1\ndemo-1.0.dist-info/RECORD,,\n";
        var bytes = WheelBuilder.Good().Add("a,b.py", "").Add("z.py", "1").Add("unlisted", "").Add("demo-1.0.dist-info/RECORD", record).Build();
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken);
        var rows = wheel.RecordRows.ToArray();
        Assert.Equal(
            [
                "\"a,b.py\",,\r\n",
                "demo-1.0.dist-info/METADATA,,\r\n",
                "demo-1.0.dist-info/RECORD,,\r\n",
                "demo-1.0.dist-info/WHEEL,,\r\n",
                "demo/__init__.py,sha256=twice,1\r\n",
                "demo/__init__.py,sha256=wrong,99\r\n",
                "not-there,sha256=x,5\r\n",
                "unlisted,,\r\n",
                "z.py,sha256=zz,1\r\n",
            ],
            rows.Select(row => Encoding.UTF8.GetString(wheel.GetLine(row))));
        Assert.Equal([3, 1, -1, 2, -1, 0, -1, 5, 4], rows.Select(row => row.File));
        Assert.Equal("a,b.py", Encoding.UTF8.GetString(wheel.GetPath(rows[0])));
        Assert.Equal(",sha256=zz,1\r\n", Encoding.UTF8.GetString(wheel.GetLineTail(rows[8])));
        Assert.Equal(5, wheel.Entries[0].Row);
    }

    [Fact]
    public async Task GetAsync_archive_that_cannot_be_streamed_gives_the_same()
    {
        // Python's zipfile writes sizes behind the members when its output cannot seek.
        using var fixture = new StoreFixture();
        var builder = WheelBuilder.Good().Add("demo/big.bin", [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> 7))]).Add("demo/last.py", "x = 1\n").AddRecord();
        var plain = builder.Build();
        var expected = await fixture.Store.GetAsync(fixture.Add(DemoName, plain), TestContext.Current.CancellationToken);
        var other = Unseekable(plain);
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, other, WheelBuilder.Sha256(other)), TestContext.Current.CancellationToken);
        Assert.NotEqual(expected.Folder, wheel.Folder);
        Assert.Equal(expected.Files.Select(file => (file.Path, file.Size)), wheel.Files.Select(file => (file.Path, file.Size)));
        for (var i = 0; i < wheel.Entries.Length; i++)
        {
            Assert.Equal(expected.ReadFile(i), wheel.ReadFile(i));
        }

        Assert.Equal(wheel.Entries.Length + 1, Directory.GetFiles(wheel.Folder).Length);
    }

    [Fact]
    public async Task GetAsync_many_at_once_fetch_a_wheel_once()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, () => new SlowStream(bytes), WheelBuilder.Sha256(bytes));
        var wheels = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.Store.GetAsync(request, TestContext.Current.CancellationToken).AsTask()));
        Assert.All(wheels, wheel => Assert.Equal(wheels[0].Folder, wheel.Folder));
        Assert.Equal(1, fixture.Opened);
    }

    [Fact]
    public async Task GetAsync_two_stores_race_both_succeed()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, () => new SlowStream(bytes), WheelBuilder.Sha256(bytes));
        using var second = fixture.NewStore();
        var wheels = await Task.WhenAll(fixture.Store.GetAsync(request, TestContext.Current.CancellationToken).AsTask(), second.GetAsync(request, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(wheels[0].Folder, wheels[1].Folder);
        Assert.Equal(wheels[0].Files, wheels[1].Files);
        Assert.Equal("VALUE = 1\n", Encoding.UTF8.GetString(wheels[1].ReadFile(0)));
    }

    [Fact]
    public async Task GetAsync_disabled_cache_unpacks_aside_and_leaves_nothing()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        using (var store = new WheelStore(CacheRoot.Disabled, fixture, fixture.TemporaryFolder))
        {
            var wheel = await store.GetAsync(request, TestContext.Current.CancellationToken);
            Assert.StartsWith(fixture.TemporaryFolder, wheel.Folder);
            Assert.True(store.TryGet(request, out var again));
            Assert.Same(wheel, again);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(fixture.Root));
    }

    [Fact]
    public async Task GetAsync_cache_that_cannot_be_written_unpacks_aside()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        var file = Path.Combine(fixture.Root, "a-file");
        File.WriteAllText(file, "");
        using (var store = new WheelStore(new CacheRoot(file), fixture, fixture.TemporaryFolder))
        {
            Assert.StartsWith(fixture.TemporaryFolder, (await store.GetAsync(request, TestContext.Current.CancellationToken)).Folder);
        }

        using (var store = new WheelStore(new CacheRoot(file), fixture, file + "/temporary"))
        {
            var error = await Assert.ThrowsAsync<PipCs.Diagnostics.UserErrorException>(async () => await store.GetAsync(request, TestContext.Current.CancellationToken));
            Assert.StartsWith($"Could not unpack the wheel of 'demo' into {file}/temporary: ", error.Message);
        }
    }

    [Fact]
    public async Task GetAsync_cancelled_leaves_nothing_and_lets_the_next_begin()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().Add("big", [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))]).AddRecord().Build();
        var request = fixture.Add(DemoName, () => new SlowStream(bytes), WheelBuilder.Sha256(bytes));
        using var source = new CancellationTokenSource(30);
        var first = fixture.Store.GetAsync(request, source.Token).AsTask();
        var second = fixture.Store.GetAsync(request with { Url = request.Url }, TestContext.Current.CancellationToken).AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(bytes.Length > 0, (await second).Files.Count > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.CacheFolder, "wheels-v1", ".scratch")));
    }

    [Fact]
    public async Task TryGet_corrupt_manifest_is_a_miss_and_replaced()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        var wheel = await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        var manifest = Path.Combine(wheel.Folder, "manifest");
        var content = File.ReadAllBytes(manifest);
        foreach (var damaged in new byte[][] { [], content[..^1], [.. content.Select((value, at) => at == content.Length / 2 ? (byte)(value ^ 1) : value)] })
        {
            File.WriteAllBytes(manifest, damaged);
            Assert.False(fixture.Store.TryGet(request, out _));
        }

        wheel = await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        Assert.True(fixture.Store.TryGet(request, out _));
        Assert.Equal("VALUE = 1\n", Encoding.UTF8.GetString(wheel.ReadFile(0)));
    }

    [Fact]
    public async Task HealAsync_edited_file_is_extracted_again()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        var wheel = await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        File.AppendAllText(Path.Combine(wheel.Folder, "0"), "edited");
        wheel = await fixture.Store.HealAsync(wheel, request, TestContext.Current.CancellationToken);
        Assert.Equal("VALUE = 1\n", Encoding.UTF8.GetString(wheel.ReadFile(0)));
        Assert.Equal(2, fixture.Opened);
    }

    [Fact]
    public async Task TryGet_local_file_is_hashed_once()
    {
        using var fixture = new StoreFixture();
        var path = Path.Combine(fixture.Root, DemoName);
        File.WriteAllBytes(path, WheelBuilder.Good().AddRecord().Build());
        var request = StoreFixture.ForFile(path);
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        var wheel = await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        Assert.True(fixture.Store.TryGet(request, out var again));
        Assert.Equal(wheel.Sha256, again.Sha256);
        File.WriteAllBytes(path, WheelBuilder.Good().Add("new.py", "").AddRecord().Build());
        Assert.False(fixture.Store.TryGet(request, out _));
        Assert.NotEqual(wheel.Sha256, (await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken)).Sha256);
    }

    [Fact]
    public async Task TryGet_admitted_hashes_decide()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var sha256 = WheelBuilder.Sha256(bytes);
        var sha512 = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(bytes));
        var request = fixture.Add(DemoName, bytes) with { AllowedHashes = [$"sha512:{new string('0', 128)}", $"sha512:{sha512}"] };
        await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken);
        Assert.True(fixture.Store.TryGet(request, out _));
        Assert.True(fixture.Store.TryGet(request with { Sha256 = sha256 }, out _));
        Assert.True(fixture.Store.TryGet(request with { AllowedHashes = [$"sha256:{sha256}"] }, out _));
        Assert.False(fixture.Store.TryGet(request with { AllowedHashes = [$"sha256:{new string('0', 64)}"], Sha256 = sha256 }, out _));
        Assert.True(WheelFileName.TryParse("demo-1.1-py3-none-any.whl", out var other));
        Assert.False(fixture.Store.TryGet(request with { Sha256 = sha256, FileName = other }, out _));
    }

    [Fact]
    public async Task GetAsync_real_wheels_are_as_Python_unpacks_them()
    {
        using var fixture = new StoreFixture();
        foreach (var path in Directory.EnumerateFiles(SharedFiles.Require("mirror/files"), "[st]*.whl"))
        {
            var wheel = await fixture.Store.GetAsync(StoreFixture.ForFile(path), TestContext.Current.CancellationToken);
            using var archive = ZipFile.OpenRead(path);
            var entries = archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && entry.FullName != wheel.DistInfoName + "/RECORD").ToArray();
            Assert.Equal(entries.Select(entry => entry.FullName), wheel.Files.Select(file => file.Path));
            for (var i = 0; i < entries.Length; i += Math.Max(1, entries.Length / 20))
            {
                using var stream = entries[i].Open();
                var content = new MemoryStream();
                await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
                Assert.Equal(content.ToArray(), wheel.ReadFile(i));
            }
        }
    }

    private static byte[] Unseekable(byte[] archive)
    {
        var output = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(archive)))
        using (var target = new ZipArchive(new WriteOnlyStream(output), ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var from = entry.Open();
                using var to = target.CreateEntry(entry.FullName).Open();
                from.CopyTo(to);
            }
        }

        return output.ToArray();
    }

    private sealed class SlowStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            return await base.ReadAsync(buffer[..Math.Min(100, buffer.Length)], cancellationToken);
        }
    }

    private sealed class WriteOnlyStream(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);
    }
}
