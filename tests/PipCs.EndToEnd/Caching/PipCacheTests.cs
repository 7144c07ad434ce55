using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Caching;

/// <summary>pip's verbs of <c>cache</c> beside real pip, each on the same root in the same state: the wheels in it were built and kept by real pip.</summary>
public sealed class PipCacheTests(PipCacheTests.BuiltWheels built) : IClassFixture<PipCacheTests.BuiltWheels>, IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Every_verb_says_and_does_what_real_pips_does()
    {
        string[][] cases =
        [
            ["dir"], ["dir", "more"], ["info"], ["info", "more"],
            ["list"], ["list", "tomli"], ["list", "tomli-2.2.1"], ["list", "tomli-3"], ["list", "to*"], ["list", "*-3.10"], ["list", "[it]*"], ["list", "none"], ["list", "a", "b"], ["list", "Tomli"],
            ["list", "--format", "abspath"], ["list", "--format=abspath", "idna"], ["list", "--format=abspath", "none"], ["list", "--format=human"], ["list", "--format=json"],
            ["remove"], ["remove", "a", "b"], ["remove", "none"], ["remove", "tomli"], ["remove", "idna-3.10"], ["remove", "*"], ["remove", "i*"],
            ["purge"], ["purge", "more"], [], ["bogus"], ["--no-cache-dir", "list"], ["-q", "list"], ["-qq", "remove", "none"],
        ];
        foreach (var words in cases)
        {
            string[] arguments = ["cache", .. words];
            Restore();
            var real = _workspace.RealPip([.. arguments, "--cache-dir", _workspace.Cache, .. words is ["--no-cache-dir", ..] ? ["--no-cache-dir"] : Array.Empty<string>()]);
            var realTree = Tree.Read(_workspace.Cache);
            Restore();
            var ours = _workspace.PipCs([.. arguments, "--cache-dir", _workspace.Cache, .. words is ["--no-cache-dir", ..] ? ["--no-cache-dir"] : Array.Empty<string>()]);

            Assert.Equal($"{string.Join(' ', words)}: {real.ExitCode}\n{real.Output}\n{WithoutProgram(real.Error)}", $"{string.Join(' ', words)}: {ours.ExitCode}\n{ours.Output}\n{WithoutProgram(ours.Error)}");
            Tree.Read(_workspace.Cache).MustEqual(realTree, $"after cache {string.Join(' ', words)}");
        }
    }

    [Fact]
    public void What_is_removed_is_listed_with_v_and_gone_is_gone()
    {
        Restore();
        var real = Lines(_workspace.RealPip("cache", "purge", "-v", "--cache-dir", _workspace.Cache));
        Assert.Equal(["Directories removed: 0", "Files removed: 0 (0 bytes)"], Lines(_workspace.RealPip("cache", "purge", "--cache-dir", _workspace.Cache)));
        Restore();
        Assert.Equal(real, Lines(_workspace.PipCs("cache", "purge", "-v", "--cache-dir", _workspace.Cache)));
        var again = _workspace.PipCs("cache", "purge", "--cache-dir", _workspace.Cache).MustSucceed().ErrorHas("WARNING: No matching packages");
        Assert.Equal(["Directories removed: 0", "Files removed: 0 (0 bytes)"], Lines(again));
        Assert.Equal("No locally built wheels cached.\n", _workspace.PipCs("cache", "list", "--cache-dir", _workspace.Cache).MustSucceed().Output);
    }

    [Fact]
    public void Purge_clears_our_cache_too_and_list_shows_pips_alone()
    {
        Restore();
        var links = _workspace.Folder("links");
        new WheelBuilder("ours", "1.0").Module().Write(links);
        _workspace.PipCs("install", "--no-index", "-f", links, "ours").MustSucceed();
        Assert.True(Directory.Exists(Path.Combine(_workspace.Cache, "pip-cs")));

        Assert.DoesNotContain("ours", _workspace.PipCs("cache", "list").MustSucceed().Output, StringComparison.Ordinal);
        _workspace.PipCs("cache", "purge").MustSucceed();

        Assert.False(Directory.Exists(Path.Combine(_workspace.Cache, "pip-cs")));
        Assert.Equal("ours==1.0\n", _workspace.PipCs("freeze").Output);
        _workspace.Python("-c", "import ours").MustSucceed();
    }

    private static List<string> Lines(ProgramResult result) => [.. result.MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>Usage lines begin with the program's name.</summary>
    private static string WithoutProgram(string text) => text.Replace("__main__.py", "pip", StringComparison.Ordinal).Replace("pip-cs", "pip", StringComparison.Ordinal);

    private void Restore()
    {
        if (Directory.Exists(_workspace.Cache))
        {
            Directory.Delete(_workspace.Cache, true);
        }

        ProgramRun.Start("cp", ["-a", built.Cache, _workspace.Cache]).Wait().MustSucceed();
    }

    /// <summary>A cache in which real pip has built wheels: once, for all tests.</summary>
    public sealed class BuiltWheels : IDisposable
    {
        private readonly Workspace _workspace = new();
        private bool _isBuilt;

        /// <summary>The folder. Built at the first need, in a test, which is skipped where there is no recorded index.</summary>
        public string Cache
        {
            get
            {
                if (!_isBuilt)
                {
                    _workspace.RealPip(
                        "wheel", "-q", "--no-deps", "-i", RecordedIndex.Mirror(), "-w", _workspace["built"], "--no-binary", "tomli,idna", "tomli==2.2.1", "idna==3.10", "--cache-dir", _workspace.Cache).MustSucceed();
                    _workspace.Write("cache/http/a/b/old-answer", "some bytes");
                    _workspace.Write("cache/selfcheck.json", "{}");
                    _isBuilt = true;
                }

                return _workspace.Cache;
            }
        }

        public void Dispose() => _workspace.Dispose();
    }
}
