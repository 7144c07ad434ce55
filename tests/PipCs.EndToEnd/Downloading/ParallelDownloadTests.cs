using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Downloading;

/// <summary>Many files and pages at once: a server that answers nothing before everything has been asked for.</summary>
public sealed class ParallelDownloadTests : IDisposable
{
    private const int Count = 6;
    private readonly Workspace _workspace = new();
    private readonly Func<FaultRequest, Stream, Task> _index = FaultServer.Index([.. Enumerable.Range(0, Count).Select(static i => new WheelBuilder($"part{i}", "1.0").Module())]);

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("/files/")]
    [InlineData("/simple/")]
    public void Download_asks_for_all_before_the_first_answer(string path)
    {
        using var server = Holding(path);
        _workspace.PipCs(["download", "--no-deps", "-d", _workspace["files"], "-i", server.IndexUrl, .. Names()]).MustSucceed();
        Assert.Equal(Count, Directory.GetFiles(_workspace["files"], "part*.whl").Length);
    }

    [Fact]
    public void List_outdated_asks_for_all_pages_before_the_first_answer()
    {
        foreach (var name in Names())
        {
            var folder = Directory.CreateDirectory(Path.Combine(_workspace.SitePackages, $"{name}-0.1.dist-info")).FullName;
            File.WriteAllText(Path.Combine(folder, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n");
        }

        using var server = Holding("/simple/");
        Assert.Equal(Count, _workspace.PipCs("list", "--outdated", "--format", "json", "-i", server.IndexUrl).MustSucceed().Output.Split("\"latest_version\"").Length - 1);
    }

    private static string[] Names() => [.. Enumerable.Range(0, Count).Select(static i => $"part{i}")];

    /// <summary>Holds what begins with a path until as many such requests are there; what waits for ten seconds is refused.</summary>
    private FaultServer Holding(string path)
    {
        var all = new TaskCompletionSource();
        var waiting = 0;
        return new FaultServer(async (request, stream) =>
        {
            if (request.Path.StartsWith(path, StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref waiting) == Count)
                {
                    all.TrySetResult();
                }

                if (await Task.WhenAny(all.Task, Task.Delay(TimeSpan.FromSeconds(10))) != all.Task)
                {
                    await FaultServer.ReplyAsync(stream, "404 Not Found", "text/plain", "they come one after the other");
                    return;
                }
            }

            await _index(request, stream);
        });
    }
}
