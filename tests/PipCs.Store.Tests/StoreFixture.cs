using PipCs.Cache;
using PipCs.Standards.FileNames;

namespace PipCs.Store.Tests;

/// <summary>A store over a fresh cache and wheels that are given by their bytes; all of it goes with the test.</summary>
internal sealed class StoreFixture : IWheelSource, IDisposable
{
    private readonly Dictionary<string, Func<Stream>> _wheels = new(StringComparer.Ordinal);

    internal StoreFixture(string? cacheFolder = null)
    {
        Root = Directory.CreateTempSubdirectory("pip-cs-store-").FullName;
        CacheFolder = cacheFolder ?? Path.Combine(Root, "cache");
        Store = NewStore();
    }

    internal string Root { get; }

    internal string CacheFolder { get; }

    internal string TemporaryFolder => Path.Combine(Root, "temporary");

    internal WheelStore Store { get; }

    internal int Opened { get; private set; }

    internal WheelRequest? Request { get; set; }

    internal WheelStore NewStore() => new(new CacheRoot(CacheFolder), this, TemporaryFolder);

    internal WheelRequest Add(string fileName, byte[] wheel, string? sha256 = null) => Add(fileName, () => new MemoryStream(wheel), sha256);

    internal WheelRequest Add(string fileName, Func<Stream> open, string? sha256 = null)
    {
        Assert.True(WheelFileName.TryParse(fileName, out var parsed));
        var url = $"https://index.test/{fileName}";
        _wheels[url] = open;
        return new() { FileName = parsed, Url = url, Sha256 = sha256 };
    }

    internal static WheelRequest ForFile(string path)
    {
        Assert.True(WheelFileName.TryParse(Path.GetFileName(path), out var parsed));
        return new() { FileName = parsed, Url = "file://" + path };
    }

    public ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        Opened++;
        return new(_wheels.TryGetValue(request.Url, out var open) ? open() : File.OpenRead(request.Url["file://".Length..]));
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
