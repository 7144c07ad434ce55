using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>
/// A project that was chosen is chosen again where the newest of another does not suit it, as pip 26.3 does. What pip chose was found by
/// running it on a folder of such wheels.
/// </summary>
public sealed class RechosenTests
{
    [Theory]
    [InlineData("x y", "x 1, y 2")]
    [InlineData("y x", "x 1, y 2")]
    [InlineData("x z", "x 1, y 2, z 2")]
    [InlineData("x yy", "x 2, yy 2")]
    [InlineData("x b", "b 2, k 1, x 1")]
    [InlineData("x>=2 y", "x 3, y 1")]
    [InlineData("x!=3 y", "x 1, y 2")]
    [InlineData("wantsx wantsy", "wantsx 1, wantsy 1, x 1, y 2")]
    [InlineData("wantsy wantsx", "wantsx 1, wantsy 1, x 1, y 2")]
    [InlineData("wantsboth", "wantsboth 1, x 1, y 2")]
    [InlineData("x far", "far 1, mid 1, x 1, y 2")]
    [InlineData("base upper x", "base 1, upper 3, x 1, y 2")]
    public async Task ResolveAsync_newest_of_a_later_project_first(string requirements, string expected)
    {
        var index = new MemoryIndex().Add("x", "1").Add("x", "2").Add("x", "3").Add("y", "1", "x").Add("y", "2", "x<2")
            .Add("yy", "1", "x>=1").Add("yy", "2", "x>=1,<3").Add("z", "1").Add("z", "2", "y").Add("k", "1").Add("b", "1", "x").Add("b", "2", "x<2", "k")
            .Add("wantsx", "1", "x").Add("wantsy", "1", "y").Add("wantsboth", "1", "x", "y").Add("mid", "1", "y").Add("far", "1", "mid")
            .Add("base", "1").Add("base", "2").Add("base", "3").Add("upper", "1", "base").Add("upper", "2", "base<3").Add("upper", "3", "base<2", "y");
        Assert.Equal(expected, await ChooseAsync(index, requirements.Split(' ')));
    }

    [Theory]
    [InlineData("x y", "x 1, y 2")]
    [InlineData("y", "x 1, y 2")]
    [InlineData("w y", "w 1, x 1, y 2")]
    public async Task ResolveAsync_what_is_installed_is_let_go_of(string requirements, string expected)
    {
        var index = new MemoryIndex().Add("x", "1").Add("x", "2").Add("x", "3").Add("y", "1", "x").Add("y", "2", "x<2").Add("w", "1", "x", "y");
        ResolutionRequest request = Requests.For(requirements.Split(' ')).WithInstalled(index.Install("x", "3"));
        ResolutionResult result = await Resolver.ResolveAsync(request, index, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Words(result));
    }

    [Fact]
    public async Task ResolveAsync_installed_that_leads_nowhere_is_followed_by_the_page()
    {
        var index = new MemoryIndex().Add("x", "1").Add("x", "2", "z<2").Add("y", "1", "x", "z>=2").Add("z", "1").Add("z", "2");
        ResolutionRequest request = Requests.For("x", "y").WithInstalled(index.Install("x", "2", "z<2"));
        Assert.Equal("x 1, y 1, z 2", Words(await Resolver.ResolveAsync(request, index, null, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task ResolveAsync_universes_of_real_pip_same_versions()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "universes.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] parts = line.Split(" | ");
            MemoryIndex[] indexes = [new(), new() { Delay = new Random(line.Length) }];
            foreach (MemoryIndex index in indexes)
            {
                foreach (string release in parts[1].Split(" / "))
                {
                    string[] words = release.Split(": ");
                    string[] name = words[0].Split(' ');
                    string[] requires = words.Length == 1 ? [] : words[1].Split(", ");
                    _ = index.Add(name[0], name[1], new ReleaseFiles { Requires = requires, Extras = name.Length > 2 ? ["x"] : [] });
                }

                string chosen = await ChooseAsync(index, parts[0].Split(", "));
                Assert.True(chosen == parts[2], $"{line}: {chosen}");
            }
        }
    }

    [Fact]
    public async Task ResolveAsync_without_a_conflict_nothing_begins_again()
    {
        var index = new MemoryIndex().Add("x", "1").Add("x", "2").Add("y", "1", "x<2").Add("z", "1", "x", "y");
        var resolution = new Resolution(Requests.For("y", "z"), index, null, TestContext.Current.CancellationToken);
        _ = await resolution.RunAsync();
        Assert.Equal(0, resolution.Restarts);
    }

    [Fact]
    public async Task ResolveAsync_where_pip_would_try_for_ever_the_solver_decides()
    {
        // x 3 wants y 2, which puts x back to 1, which puts y back to 1, which wants x 3 again.
        static MemoryIndex Index() => new MemoryIndex().Add("x", "3", "y>=2").Add("x", "2", "y>=3").Add("x", "1", "y<2").Add("y", "2", "x<2").Add("y", "1", "x>=2");
        _ = await Assert.ThrowsAsync<UserErrorException>(async () => await ChooseAsync(Index(), ["x", "y"]));
        Assert.Equal("x 1, y 0", await ChooseAsync(Index().Add("y", "0"), ["x", "y"]));
    }

    [Fact]
    public async Task ResolveAsync_older_candidate_that_needs_what_nobody_has_is_not_chosen_again()
    {
        var index = new MemoryIndex().Add("x", "1", "gone").Add("x", "2").Add("y", "1", "x").Add("y", "2", "x<2");
        Assert.Equal("x 2, y 1", await ChooseAsync(index, ["x", "y"]));
    }

    private static async Task<string> ChooseAsync(MemoryIndex index, string[] requirements)
    {
        ResolutionResult result = await Resolver.ResolveAsync(Requests.For(requirements), index, null, TestContext.Current.CancellationToken);
        return Words(result);
    }

    private static string Words(ResolutionResult result)
        => string.Join(", ", result.Distributions.Select(static item => $"{item.Candidate.Project} {item.Candidate.Version}").Order(StringComparer.Ordinal));
}
