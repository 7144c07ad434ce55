using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

public sealed class ResolverTests
{
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task ResolveAsync_simple_newest()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0", "b>=1").Add("b", "1.0").Add("b", "1.5");
        Assert.Equal(["b 1.5", "a 2.0"], await ResolveAsync(index, Requests.For("a")));
        Assert.Equal(["Collecting a", "Collecting b>=1 (from a)"], _observer.Lines);
    }

    [Fact]
    public async Task ResolveAsync_times_that_are_asked_for_add_up()
    {
        var times = new ResolutionTimes();
        var index = new MemoryIndex().Add("a", "2.0", "b>=1").Add("b", "1.5");
        Assert.Equal(["b 1.5", "a 2.0"], await ResolveAsync(index, Requests.For("a") with { Times = times }));
        TimeSpan total = times.Total;
        Assert.True(times.Pages > TimeSpan.Zero);
        Assert.True(times.Metadata > TimeSpan.Zero);
        Assert.True(times.Solving > TimeSpan.Zero);
        Assert.Equal(total, times.Pages + times.Metadata + times.Solving);
        Assert.Equal(total, times.Total);
    }

    [Fact]
    public async Task ResolveAsync_conflict_goes_back()
    {
        var index = new MemoryIndex().Add("a", "1.0", "c<2").Add("a", "2.0", "c>=2").Add("b", "1.0", "c<2").Add("c", "1.0").Add("c", "2.0");
        Assert.Equal(["c 1.0", "b 1.0", "a 1.0"], await ResolveAsync(index, Requests.For("a", "b")));
    }

    [Theory]
    [InlineData("y==3.0", "y===2.0", "y 2.0")]
    [InlineData("y==3.0", "y==2.0", "y 2.0")]
    [InlineData("y>=4", "y==2.0", "y 2.0")]
    [InlineData("early==1.0", "early==2.0a1", "early 2.0a1")]
    [InlineData("early<2", "early>=2.0rc1", "early 2.0rc1")]
    [InlineData("early<2", "early>1", "early 2.0rc1")]
    public async Task ResolveAsync_what_only_an_older_parent_lets_in_goes_back(string newer, string needed, string expected)
    {
        var index = new MemoryIndex().Add("p", "1.0").Add("p", "2.0", newer).Add("q", "1.0", needed)
            .Add("y", "1.0").Add("y", "2.0", new ReleaseFiles { IsYanked = true }).Add("y", "3.0", new ReleaseFiles { IsYanked = true }).Add("y", "4.0")
            .Add("early", "1.0").Add("early", "2.0a1").Add("early", "2.0rc1");
        foreach (string[] roots in (string[][])[["p", "q"], ["q", "p"]])
        {
            Assert.Equal(["p 1.0", "q 1.0", expected], (await ResolveAsync(index, Requests.For(roots))).OrderBy(static line => line[0] is 'y' or 'e').ThenBy(static line => line));
        }
    }

    [Fact]
    public async Task ResolveAsync_two_requirements_that_only_a_prerelease_suits_let_it_in_once_a_third_is_gone()
    {
        var index = new MemoryIndex().Add("p", "1.0").Add("p", "2.0", "c==1.0").Add("b", "1.0", "c<3").Add("r", "1.0", "c>1.0")
            .Add("c", "1.0").Add("c", "2.0rc1").Add("c", "3.0");
        Assert.Equal(["b 1.0", "c 2.0rc1", "p 1.0", "r 1.0"], (await ResolveAsync(index, Requests.For("b", "p", "r"))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a", "lib 2.0, a 2.0")]
    [InlineData("a==2.0", "lib 2.0, a 2.0")]
    [InlineData("b lib>1", "lib 2.0, b 1.1")]
    [InlineData("a>2 b lib>1", "")]
    public async Task ResolveAsync_what_suits_nothing_by_pages_of_the_cache_is_asked_again(string requirements, string expected)
    {
        MemoryIndex Index() => new MemoryIndex().Add("a", "1.0", "lib>=1.5").Add("a", "2.0", "lib>=2").Add("b", "1.0", "lib<1").Add("lib", "1.0");
        var index = new FreshIndex(Index(), Index().Add("lib", "2.0").Add("b", "1.1"));
        ResolutionRequest request = Requests.For(requirements.Split(' '));
        if (expected.Length == 0)
        {
            _ = await Assert.ThrowsAsync<UserErrorException>(async () => await Resolver.ResolveAsync(request, index, _observer, TestContext.Current.CancellationToken));
            Assert.Equal(["a"], index.Refreshed.Select(static project => project.Value));
            return;
        }

        ResolutionResult result = await Resolver.ResolveAsync(request, index, _observer, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Split(", "), result.Distributions.Select(static item => $"{item.Candidate.Project} {item.Candidate.Version}"));
    }

    [Fact]
    public async Task ResolveAsync_extra_adds_dependencies()
    {
        var index = new MemoryIndex()
            .Add("a", "1.0", new ReleaseFiles { Requires = ["b", "c; extra == 'X_y'", "d; extra == 'z'"], Extras = ["x-y", "z"] })
            .Add("b", "1.0").Add("c", "1.0").Add("d", "1.0");
        Assert.Equal(["c 1.0", "b 1.0", "a 1.0"], await ResolveAsync(index, Requests.For("a[X.Y]")));
    }

    [Fact]
    public async Task ResolveAsync_unknown_extra_warns()
    {
        var index = new MemoryIndex().Add("a", "1.0");
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a[nope]")));
        Assert.Contains("WARNING: a 1.0 does not provide the extra 'nope'", _observer.Lines);
    }

    [Fact]
    public async Task ResolveAsync_unknown_extra_without_dependencies_does_not_warn()
    {
        var index = new MemoryIndex().Add("a", "1.0");
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a[nope]") with { Options = new() { IgnoreDependencies = true } }));
        Assert.Equal(["Collecting a[nope]"], _observer.Lines);
    }

    [Fact]
    public async Task ResolveAsync_self_referring_extra_adds_all()
    {
        var index = new MemoryIndex()
            .Add("a", "1.0", new ReleaseFiles { Requires = ["b; extra == 'x'", "c; extra == 'y'", "a[x,y]; extra == 'all'"], Extras = ["x", "y", "all"] })
            .Add("b", "1.0").Add("c", "1.0");
        Assert.Equal(["c 1.0", "b 1.0", "a 1.0"], await ResolveAsync(index, Requests.For("a[all]")));
    }

    [Fact]
    public async Task ResolveAsync_cycle_is_broken()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b").Add("b", "1.0", "a");
        Assert.Equal(["b 1.0", "a 1.0"], await ResolveAsync(index, Requests.For("a")));
    }

    [Fact]
    public async Task ResolveAsync_installed_satisfies_asks_for_no_page()
    {
        var index = new MemoryIndex().Add("a", "2.0").Add("b", "2.0");
        var request = Requests.For("a").WithInstalled(index.Install("a", "1.0", "b>=1"), index.Install("b", "1.0"));
        Assert.Equal(["b 1.0 installed", "a 1.0 installed"], await ResolveAsync(index, request));
        Assert.Empty(index.Asked);
        Assert.Equal(["Requirement already satisfied: a (1.0)", "Requirement already satisfied: b>=1 (from a) (1.0)"], _observer.Lines);
    }

    [Fact]
    public async Task ResolveAsync_installed_does_not_satisfy_takes_newest()
    {
        var index = new MemoryIndex().Add("a", "2.0").Add("b", "2.0").Add("b", "3.0");
        var request = Requests.For("a", "b>1").WithInstalled(index.Install("a", "1.0", "b>=1"), index.Install("b", "1.0"));
        Assert.Equal(["b 3.0", "a 1.0 installed"], await ResolveAsync(index, request));
        Assert.DoesNotContain("page a", index.Asked);
    }

    [Theory]
    [InlineData(UpgradeStrategy.OnlyIfNeeded, "b 1.0 installed", "a 2.0")]
    [InlineData(UpgradeStrategy.Eager, "b 2.0", "a 2.0")]
    public async Task ResolveAsync_upgrade_follows_strategy(UpgradeStrategy strategy, params string[] expected)
    {
        var index = new MemoryIndex().Add("a", "2.0", "b").Add("b", "2.0");
        var request = Requests.For("a").WithInstalled(index.Install("a", "1.0", "b"), index.Install("b", "1.0")) with { Options = new() { Upgrade = strategy } };
        Assert.Equal(expected, await ResolveAsync(index, request));
    }

    [Fact]
    public async Task ResolveAsync_force_reinstall_takes_files()
    {
        var index = new MemoryIndex().Add("a", "1.0");
        var request = Requests.For("a").WithInstalled(index.Install("a", "1.0")) with { Options = new() { ForceReinstall = true } };
        Assert.Equal(["a 1.0"], await ResolveAsync(index, request));
    }

    [Fact]
    public async Task ResolveAsync_constraint_binds_without_asking()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0").Add("b", "1.0");
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a").WithConstraints("a<2", "b<1")));
    }

    [Fact]
    public async Task ResolveAsync_direct_url_must_match_specifiers()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b>=2").Add("a", "2.0", "b<2").Add("b", "1.0").Add("b", "2.0");
        _ = index.AddDirect("https://example.org/b-1.5-py3-none-any.whl", "b", "1.5");
        Assert.Equal(["b 1.5", "a 2.0"], await ResolveAsync(index, Requests.For("b @ https://example.org/b-1.5-py3-none-any.whl", "a")));
        Assert.DoesNotContain("page b", index.Asked);
    }

    [Fact]
    public async Task ResolveAsync_direct_url_of_dependency_enlarges_the_universe()
    {
        var index = new MemoryIndex().Add("c", "1.0", "b").Add("a", "1.0", "b @ https://example.org/b.whl").Add("b", "1.0").Add("b", "2.0");
        _ = index.AddDirect("https://example.org/b.whl", "b", "1.5");
        Assert.Equal(["b 1.5", "c 1.0", "a 1.0"], await ResolveAsync(index, Requests.For("c", "b", "a")));
    }

    [Fact]
    public async Task ResolveAsync_unusable_metadata_takes_next()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0");
        _ = index.Unusable.Add("a-2.0-py3-none-any.whl");
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a")));
    }

    [Fact]
    public async Task ResolveAsync_prefer_binary_takes_older_wheel()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0", new ReleaseFiles { Wheel = false, Sdist = true });
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a") with { Options = new() { PreferBinary = true } }));
        Assert.Equal(["a 2.0"], await ResolveAsync(index, Requests.For("a")));
    }

    [Fact]
    public async Task ResolveAsync_best_file_by_tag_then_build()
    {
        var index = new MemoryIndex()
            .Add("a", "1.0", new ReleaseFiles { Tags = ["py3-none-any", "cp311-cp311-manylinux_2_17_x86_64"] })
            .Add("a", "1.0", new ReleaseFiles { Tags = ["cp311-cp311-manylinux_2_17_x86_64"], Build = "10" })
            .Add("a", "1.0", new ReleaseFiles { Tags = ["cp311-cp311-manylinux_2_17_x86_64"], Build = "9x" });
        var result = await Resolver.ResolveAsync(Requests.For("a"), index, null, TestContext.Current.CancellationToken);
        Assert.Equal("a-1.0-10-cp311-cp311-manylinux_2_17_x86_64.whl", result.Distributions[0].Candidate.File!.Value.FileName);
    }

    [Fact]
    public async Task ResolveAsync_no_dependencies_leaves_them_out()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b");
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a") with { Options = new() { IgnoreDependencies = true } }));
    }

    [Fact]
    public async Task ResolveAsync_hashes_choose_the_version()
    {
        string hash = new('a', 64);
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { Sha256 = hash }).Add("a", "2.0", new ReleaseFiles { Sha256 = new string('b', 64) });
        var request = Requests.For() with { Requirements = [new RootRequirement(Standards.Requirements.Requirement.Parse("a"), "", ["sha256:" + hash])] };
        Assert.Equal(["a 1.0"], await ResolveAsync(index, request));
    }

    [Fact]
    public async Task ResolveAsync_uploaded_prior_to_hides_newer()
    {
        var index = new MemoryIndex()
            .Add("a", "1.0", new ReleaseFiles { Uploaded = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) })
            .Add("a", "2.0", new ReleaseFiles { Uploaded = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Assert.Equal(["a 1.0"], await ResolveAsync(index, Requests.For("a") with { Options = new() { UploadedPriorTo = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero) } }));
    }

    [Fact]
    public async Task ResolveAsync_order_of_cycles_and_extras_is_pips()
    {
        var index = new MemoryIndex()
            .Add("top", "1.0", "left", "right[x]>=1", "cycle-a")
            .Add("left", "1.0", "base").Add("right", "1.0", new ReleaseFiles { Requires = ["base", "more; extra == 'x'"], Extras = ["x"] })
            .Add("base", "1.0").Add("more", "1.0").Add("cycle-a", "1.0", "cycle-b").Add("cycle-b", "1.0", "cycle-a", "base");
        Assert.Equal(["more 1.0", "base 1.0", "right 1.0", "left 1.0", "cycle-b 1.0", "cycle-a 1.0", "top 1.0"], await ResolveAsync(index, Requests.For("top")));
        Assert.Equal(
        [
            "Collecting top",
            "Collecting left (from top)",
            "Collecting right>=1 (from right[x]>=1->top)",
            "Collecting cycle-a (from top)",
            "Collecting base (from right>=1->right[x]>=1->top)",
            "Collecting more (from right[x]>=1->top)",
            "Collecting cycle-b (from cycle-a->top)",
        ], _observer.Lines);
    }

    [Fact]
    public async Task ResolveAsync_everything_installed_is_quick()
    {
        var index = new MemoryIndex();
        const int Count = 97;
        var installed = Enumerable.Range(0, Count).Select(i => index.Install($"p{i}", "1.0", [.. Enumerable.Range(i + 1, 4).Where(k => k < Count).Select(k => $"p{k}>=1")])).ToArray();
        ResolutionRequest request = Requests.For("p0").WithInstalled(installed);
        double best = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            ResolutionResult result = await Resolver.ResolveAsync(request, index, null, TestContext.Current.CancellationToken);
            best = Math.Min(best, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(Count, result.Distributions.Count);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{best:0.00} ms for {Count} installed");
        Assert.Empty(index.Asked);
    }

    internal async Task<string[]> ResolveAsync(MemoryIndex index, ResolutionRequest request)
    {
        ResolutionResult result = await Resolver.ResolveAsync(request, index, _observer, TestContext.Current.CancellationToken);
        return [.. result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version}{(item.StaysInstalled ? " installed" : "")}")];
    }
}
