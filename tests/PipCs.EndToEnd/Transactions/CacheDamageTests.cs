using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Transactions;

/// <summary>Entries of every bucket truncated, torn, changed or replaced: the next install is right, and so is the cache after it.</summary>
public sealed class CacheDamageTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly FaultServer _server;
    private readonly string _local;

    public CacheDamageTests()
    {
        var wheels = Enumerable.Range(0, 3).Select(i => new WheelBuilder($"part{i}", "1.0").Module().Add($"part{i}/text.txt", new string('x', 2000 + i)).Requires(i == 0 ? "part1" : "part2")).ToArray();
        _server = new FaultServer(FaultServer.Index(wheels));
        _local = new WheelBuilder("local", "1.0").Module().Add("local/text.txt", new string('y', 3000)).Write(_workspace.Folder("local-wheels"));
        _workspace.Set("PIP_INDEX_URL", _server.IndexUrl);
    }

    public void Dispose()
    {
        _server.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData("index")]
    [InlineData("metadata")]
    [InlineData("wheels")]
    [InlineData("wheel-files")]
    [InlineData("interpreters")]
    public void Install_from_damaged_entries_is_right(string bucket)
    {
        if (bucket == "wheel-files")
        {
            // Nothing is remembered of a local file in its first second.
            Thread.Sleep(TimeSpan.FromSeconds(1.2));
        }

        var right = Install("right");
        foreach (var damage in (string[])["empty", "half", "flip", "garbage", "longer", "folder"])
        {
            var files = Directory.GetFiles(_workspace.Cache + "/pip-cs", "*", SearchOption.AllDirectories).Where(file => IsOf(file, bucket)).ToArray();
            Assert.True(files.Length > 0, $"nothing in {bucket} before {damage}");
            Array.ForEach(files, file => Damage(file, damage));
            Install("after-" + damage).MustEqual(right, $"{damage} in {bucket}");
            _workspace.PipCs("cache", "verify");
            Assert.Contains("dropped: 0", _workspace.PipCs("cache", "verify").MustSucceed().Output, StringComparison.Ordinal);
        }

        Install("last").MustEqual(right, $"after all that in {bucket} was verified");
    }

    private static bool IsOf(string file, string bucket)
        => file.Contains($"/{bucket}-v", StringComparison.Ordinal) && !file.EndsWith("/.lock", StringComparison.Ordinal) && !file.Contains("/.scratch/", StringComparison.Ordinal);

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        switch (damage)
        {
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "half":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                break;
            case "flip":
                if (bytes.Length > 0)
                {
                    bytes[bytes.Length / 2] ^= 0x10;
                }

                File.WriteAllBytes(file, bytes);
                break;
            case "garbage":
                new Random(bytes.Length).NextBytes(bytes);
                File.WriteAllBytes(file, bytes);
                break;
            case "longer":
                File.WriteAllBytes(file, [.. bytes, .. bytes]);
                break;
            default:
                Directory.CreateDirectory(file);
                File.WriteAllText(file + "/inside", "x");
                break;
        }
    }

    private Tree Install(string target)
    {
        var result = _workspace.PipCs("install", "--target", _workspace[target], "part0", _local).MustSucceed();
        Assert.DoesNotContain("ERROR", result.Error, StringComparison.Ordinal);
        return Tree.Read(_workspace[target]).Without(path => path.EndsWith("direct_url.json", StringComparison.Ordinal));
    }
}
