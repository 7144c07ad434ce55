using System.Diagnostics;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Terminal;

/// <summary>What a long command shows on a terminal while it works, and that nothing of it stays there or goes elsewhere.</summary>
public sealed class LiveLineTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly WheelBuilder _wheel = new WheelBuilder("slow", "1.0").Module();

    public void Dispose() => _workspace.Dispose();

    /// <summary>Page and file come only once the line for them stands there, so nothing else can have called it forth; compiling takes long by itself.</summary>
    [Fact]
    public async Task Each_phase_has_its_line_at_once_and_only_pips_lines_stay()
    {
        var source = string.Concat(Enumerable.Range(0, 2500).Select(static i => $"def f{i}(a, b=({i}, 'x')):\n    return [a + {i} for a in b if a != {i}]\n"));
        Enumerable.Range(0, 8).ToList().ForEach(i => _wheel.Add($"slow/m{i}.py", source));
        var (resolving, downloading) = (_workspace["resolving"], _workspace["downloading"]);
        var index = FaultServer.Index(_wheel);
        var waits = new System.Collections.Concurrent.ConcurrentBag<TimeSpan>();
        using var server = new FaultServer(async (request, stream) =>
        {
            if (request.Path.StartsWith("/simple", StringComparison.Ordinal))
            {
                waits.Add(await UntilAsync(resolving));
                await index(request, stream);
            }
            else
            {
                var answer = new MemoryStream();
                await index(request, answer);
                var bytes = answer.ToArray();
                await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                await stream.FlushAsync();
                waits.Add(await UntilAsync(downloading));
                await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
            }
        });
        string[] command = ["install", "--no-cache-dir", "-i", server.IndexUrl, "slow"];
        var shown = _workspace.OnTerminal([("Resolving", "file:" + resolving), ("downloaded", "file:" + downloading), ("files compiled", "file:" + _workspace["compiling"])], command).MustSucceed().Output;
        Assert.True(File.Exists(_workspace["compiling"]));

        // The line comes within 200 ms; the rest is for a machine that does ten other things.
        Assert.All(waits, static wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        Assert.InRange(waits.Count, 2, int.MaxValue);

        // What stays is what goes into a file.
        _workspace.PipCs("uninstall", "-y", "slow").MustSucceed();
        var piped = _workspace.PipCs(command).MustSucceed();
        Assert.DoesNotContain('\e', piped.Output + piped.Error);
        Assert.Equal(piped.Output, Screen.After(shown));
    }

    [Fact]
    public void Interrupt_leaves_a_clean_line()
    {
        using var server = new FaultServer((_, _) => Task.Delay(TimeSpan.FromSeconds(30)));
        var result = _workspace.OnTerminal([("Resolving:", "\x03")], "install", "-i", server.IndexUrl, "slow").MustFail();
        Assert.Equal($"Looking in indexes: {server.IndexUrl}\nERROR: Operation cancelled by user\n", Screen.After(result.Output));
    }

    [Fact]
    public void Failure_leaves_a_clean_line()
    {
        using var server = new FaultServer(async (_, stream) =>
        {
            await Task.Delay(400);
            await FaultServer.ReplyAsync(stream, "404 Not Found", "text/plain", "nothing here");
        });
        string[] command = ["install", "-i", server.IndexUrl, "slow"];
        var shown = _workspace.OnTerminal([], command).MustFail().Output;
        Assert.Contains("Resolving: 1 project", shown, StringComparison.Ordinal);
        var piped = _workspace.PipCs(command).MustFail();
        Assert.Equal(piped.Output + piped.Error, Screen.After(shown));
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("CI", "true")]
    [InlineData("PIP_PROGRESS_BAR", "off")]
    [InlineData("PIP_PROGRESS_BAR", "raw")]
    [InlineData("PIP_QUIET", "1")]
    [InlineData("PIP_NO_INPUT", "1")]
    public void Whoever_wants_none_has_none(string variable, string value)
    {
        _workspace.Set(variable, value);
        var shown = Install();
        Assert.DoesNotContain("Resolving", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[J", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("PIP_NO_COLOR", "1")]
    public void Without_colours_it_has_none(string variable, string value)
    {
        _workspace.Set(variable, value);
        var shown = Install();
        Assert.Contains("Resolving: 1 project", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("\e\\[[0-9;]+m", shown);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5)]
    [InlineData(2)]
    public void Narrow_terminals_have_nothing_left_on_them(int columns)
    {
        _workspace.Set("TEST_COLUMNS", $"{columns}");
        _workspace.Set("LC_ALL", "en_US.ISO-8859-1");
        var shown = Install();
        Assert.Contains("\e[J", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('━', shown);
        Assert.EndsWith("Successfully installed slow-1.0\n", Screen.After(shown, columns), StringComparison.Ordinal);
        Assert.DoesNotContain("Resolving", Screen.After(shown, columns), StringComparison.Ordinal);
    }

    /// <summary>Installs from an index that thinks for a moment; what the terminal got.</summary>
    private string Install()
    {
        var index = FaultServer.Index(_wheel);
        using var server = new FaultServer(async (request, stream) =>
        {
            await Task.Delay(400);
            await index(request, stream);
        });
        return _workspace.OnTerminal([], "install", "-i", server.IndexUrl, "slow").MustSucceed().Output;
    }

    private static async Task<TimeSpan> UntilAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file) && watch.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(10);
        }

        return watch.Elapsed;
    }
}
