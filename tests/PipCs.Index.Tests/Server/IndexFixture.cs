using System.IO.Compression;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using PipCs.Cache;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Tests.Server;

/// <summary>A server, a cache folder and a clock for one test; indexes made of it share the cache, as runs do.</summary>
internal sealed class IndexFixture : IAsyncDisposable
{
    private readonly List<PackageIndex> _indexes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-index-").FullName;

    public IndexFixture(Func<Request, Reply> answer, SslServerAuthenticationOptions? tls = null) => Server = new FaultServer(answer, tls);

    public static ProjectName Foo { get; } = ProjectName.Normalize("foo");

    public FaultServer Server { get; }

    public CollectedReports Reports { get; } = new();

    public TestClock Clock { get; } = new();

    /// <summary>No chance unless a test wants some.</summary>
    public Random Random { get; init; } = new Never();

    public string Folder => _folder;

    public CacheRoot Cache => new(_folder + "/cache");

    /// <summary>As a new run would see it.</summary>
    public PackageIndex Open(Func<IndexOptions, IndexOptions>? change = null)
    {
        var options = new IndexOptions { IndexUrl = Server.Url + "/simple", Timeout = TimeSpan.FromSeconds(5), Environment = _ => null };
        var index = new PackageIndex(change is null ? options : change(options), Cache, Reports, Clock, Random);
        _indexes.Add(index);
        return index;
    }

    public async Task<ProjectPage?> PageAsync(Func<IndexOptions, IndexOptions>? change = null)
    {
        var index = Open(change);
        var page = await index.GetPageAsync(Foo, TestContext.Current.CancellationToken);
        await index.FlushAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var index in _indexes)
        {
            await index.FlushAsync();
            await index.DisposeAsync();
        }

        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static byte[] Wheel(string metadata, int padding = 0, string folder = "foo-1.0.dist-info")
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create))
        {
            Write(zip, "foo/__init__.py", "");
            using (var stream = zip.CreateEntry("foo/data.bin", CompressionLevel.NoCompression).Open())
            {
                stream.Write(RandomNumberGenerator.GetBytes(padding));
            }

            Write(zip, folder + "/METADATA", metadata);
            using (var stream = zip.CreateEntry("foo/more.bin", CompressionLevel.NoCompression).Open())
            {
                stream.Write(RandomNumberGenerator.GetBytes(padding));
            }

            Write(zip, folder + "/RECORD", "");
        }

        return buffer.ToArray();
    }

    public static string Metadata(string name = "foo", string version = "1.0")
        => $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: s\nRequires-Python: >=3.8\nRequires-Dist: bar>=2\nRequires-Dist: baz; extra == 'x'\nProvides-Extra: x\n\nThe body.\nRequires-Dist: not-this\n";

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Never : Random
    {
        public override double NextDouble() => 0;
    }

    private static void Write(ZipArchive zip, string name, string content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}

/// <summary>A clock that stands still until it is moved; what waits on it waits for no time.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (Waits)
        {
            Waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
