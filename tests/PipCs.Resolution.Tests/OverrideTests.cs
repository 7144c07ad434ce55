using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>What an override says stands in for whatever is asked of its project.</summary>
public sealed class OverrideTests
{
    [Fact]
    public async Task ResolveAsync_override_replaces_what_a_dependency_asks()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2", "c").Add("b", "1.0").Add("b", "3.0").Add("c", "1.0", "b>=2,<3");
        Assert.Equal(["b 3.0", "c 1.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b==3.0")));
    }

    [Fact]
    public async Task ResolveAsync_override_replaces_what_a_person_asks()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0");
        Assert.Equal(["a 2.0"], await ResolveAsync(index, WithOverrides(Requests.For("a<2"), "a>=2")));
    }

    [Fact]
    public async Task ResolveAsync_override_without_specifier_admits_everything()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2").Add("b", "1.0").Add("b", "3.0");
        Assert.Equal(["b 3.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b")));
    }

    [Fact]
    public async Task ResolveAsync_override_whose_marker_does_not_hold_takes_the_dependency_away()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2", "c").Add("c", "1.0");
        Assert.Equal(["c 1.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b; sys_platform == 'never'")));
        Assert.DoesNotContain("page b", index.Asked);
    }

    [Fact]
    public async Task ResolveAsync_override_by_marker_takes_the_one_that_holds()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2").Add("b", "1.0").Add("b", "3.0").Add("b", "4.0");
        Assert.Equal(["b 3.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b==4.0; sys_platform == 'win32'", "b==3.0; sys_platform == 'linux'")));
    }

    [Fact]
    public async Task ResolveAsync_extras_stay_and_those_of_the_override_join()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b[x]<2").Add("x-part", "1.0").Add("y-part", "1.0")
            .Add("b", "3.0", new ReleaseFiles { Requires = ["x-part; extra == 'x'", "y-part; extra == 'y'"], Extras = ["x", "y"] });
        Assert.Equal(["y-part 1.0", "x-part 1.0", "b 3.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b[y]")));
    }

    [Fact]
    public async Task ResolveAsync_override_with_url_chooses_its_file()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2").Add("b", "1.0");
        _ = index.AddDirect("https://example.org/b.whl", "b", "9.0");
        Assert.Equal(["b 9.0", "a 1.0"], await ResolveAsync(index, WithOverrides(Requests.For("a"), "b @ https://example.org/b.whl")));
    }

    [Fact]
    public async Task ResolveAsync_override_replaces_what_an_installed_distribution_asks()
    {
        var index = new MemoryIndex().Add("b", "1.0").Add("b", "3.0");
        ResolutionRequest request = Requests.For("a", "b>=3").WithInstalled(index.Install("a", "1.0", "b<2"));
        Assert.Equal(["b 3.0", "a 1.0 installed"], await ResolveAsync(index, WithOverrides(request, "b>=3")));
    }

    [Fact]
    public async Task ResolveAsync_constraint_still_binds_and_the_explanation_names_both()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b<2").Add("b", "1.0").Add("b", "3.0");
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await ResolveAsync(index, WithOverrides(Requests.For("a").WithConstraints("b<2"), "b==3.0")));
        Assert.Contains(error.Hints, hint => hint.Contains("a 1.0 (the only candidate) depends on b<2, which is overridden by b==3.0 (--override o.txt (line 1))", StringComparison.Ordinal));
        Assert.Contains(error.Hints, hint => hint.Contains("the constraint b<2 (-c c.txt (line 1)) rules out", StringComparison.Ordinal));
    }

    private static ResolutionRequest WithOverrides(ResolutionRequest request, params string[] overrides)
        => request with { Overrides = [.. overrides.Select((text, i) => Requests.Root(text, $"--override o.txt (line {i + 1})"))] };

    private static async Task<string[]> ResolveAsync(MemoryIndex index, ResolutionRequest request)
    {
        ResolutionResult result = await Resolver.ResolveAsync(request, index, null, TestContext.Current.CancellationToken);
        return [.. result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version}{(item.StaysInstalled ? " installed" : "")}")];
    }
}
