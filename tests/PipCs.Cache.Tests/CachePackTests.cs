using System.Text;

namespace PipCs.Cache.Tests;

public sealed class CachePackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CacheBucket _bucket;

    public CachePackTests() => _bucket = new CacheRoot(_folder.Path).GetBucket("metadata", 1);

    public void Dispose() => _folder.Dispose();

    private static PackRecord Record(string key, string head, string body) => new(key, Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(body));

    private string? Head(string key) => _bucket.OpenPack("p").TryGetHead(Encoding.UTF8.GetBytes(key), out var head, out _) ? Encoding.UTF8.GetString(head.Span) : null;

    private string? Body(string key) => _bucket.OpenPack("p").TryReadBody(Encoding.UTF8.GetBytes(key), out var body) ? Encoding.UTF8.GetString(body) : null;

    [Fact]
    public void Append_twice_reads_both_and_the_last_wins()
    {
        _bucket.OpenPack("p").Append([Record("a", "h1", "b1"), Record("b", "h2", "b2")]);
        _bucket.OpenPack("p").Append([Record("a", "h3", "b3"), Record("c", "h4", "")]);
        Assert.Equal(("h3", "b3"), (Head("a"), Body("a")));
        Assert.Equal(("h2", "b2"), (Head("b"), Body("b")));
        Assert.Equal(("h4", null), (Head("c"), Body("c")));
        Assert.Null(Head("d"));
    }

    [Fact]
    public void TryGetHead_torn_tail_is_skipped_and_later_records_are_found()
    {
        _bucket.OpenPack("p").Append([Record("a", "h1", "b1"), Record("b", new string('x', 300), "b2")]);
        var file = Directory.GetFiles(_bucket.Path!).Single(path => !path.EndsWith("bodies-0", StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(file);
        for (var cut = 1; cut < 340; cut += 7)
        {
            File.WriteAllBytes(file, bytes[..^cut]);
            _bucket.OpenPack("p").Append([Record("c", "h3", "b3")]);
            Assert.Equal("h1", Head("a"));
            Assert.Null(Head("b"));
            Assert.Equal(("h3", "b3"), (Head("c"), Body("c")));
        }
    }

    [Fact]
    public void Append_replaces_a_folder_in_the_place_of_the_pack()
    {
        _bucket.OpenPack("p").Append([Record("a", "h1", "")]);
        var file = Assert.Single(Directory.GetFiles(_bucket.Path!), static path => !path.EndsWith("bodies-0", StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal));
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Null(Head("a"));
        _bucket.OpenPack("p").Append([Record("b", "h2", "")]);
        Assert.Equal("h2", Head("b"));
    }

    [Fact]
    public void TryReadBody_bodies_lost_is_a_miss()
    {
        _bucket.OpenPack("p").Append([Record("a", "h1", "b1")]);
        File.WriteAllText(Directory.GetFiles(_bucket.Path!, "bodies-0")[0], "zz");
        Assert.Equal("h1", Head("a"));
        Assert.Null(Body("a"));
    }

    [Fact]
    public async Task Append_many_at_once_loses_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var j = 0; j < 20; j++)
            {
                _bucket.OpenPack("p").Append([Record($"{i}-{j}", $"head {i} {j}", $"body {i} {j}")]);
            }
        })));
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                Assert.Equal(($"head {i} {j}", $"body {i} {j}"), (Head($"{i}-{j}"), Body($"{i}-{j}")));
            }
        }
    }
}
