using PipCs.Resolution.Deciding;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests.Deciding;

public sealed class CandidateRankingTests
{
    private static readonly MemoryIndex Index = new MemoryIndex().Add("a", "1").Add("a", "2").Add("a", "3", new ReleaseFiles { Wheel = false, Sdist = true })
        .Add("a", "4rc1").Add("a", "5", new ReleaseFiles { IsYanked = true });

    [Theory]
    [InlineData("", "3")]
    [InlineData("<3", "2")]
    [InlineData(">=4", "5")]
    [InlineData(">3", "4rc1")]
    public async Task Choose_least_drawback_then_newest(string specifier, string expected)
        => Assert.Equal(expected, await ChooseAsync(Requests.For("a"), specifier, RequirementTraits.None));

    [Fact]
    public async Task Choose_prerelease_that_is_named_newest()
        => Assert.Equal("4rc1", await ChooseAsync(Requests.For("a"), "", RequirementTraits.NamesPrerelease));

    [Fact]
    public async Task Choose_wheels_are_preferred_older_wheel()
        => Assert.Equal("2", await ChooseAsync(Requests.For("a") with { Options = new() { PreferBinary = true } }, "", RequirementTraits.None));

    [Fact]
    public async Task Choose_installed_is_preferred_where_it_is_allowed()
    {
        ResolutionRequest request = Requests.For("b").WithInstalled(Index.Install("a", "1"));
        Assert.Equal("1", await ChooseAsync(request, "", RequirementTraits.None));
        Assert.Equal("3", await ChooseAsync(request, ">1", RequirementTraits.None));
    }

    [Fact]
    public async Task Choose_page_unread_after_what_is_installed()
    {
        var parts = new Parts(Requests.For("a").WithInstalled(Index.Install("a", "1")), Index);
        ProjectState project = parts.Projects.Of(Parts.Dependency("a"));
        Assert.Equal(project.Versions.InstalledPosition, parts.Ranking.Choose(project, project.Universe(), RequirementTraits.None));
        Assert.True(project.Versions.OtherPosition > project.Versions.InstalledPosition);
        await parts.Pages.LoadAsync(project);
        Assert.Equal(0, project.Versions.OtherPosition);
    }

    [Fact]
    public async Task Choose_nothing_allowed_negative()
    {
        var parts = new Parts(Requests.For("a"), Index);
        ProjectState project = await parts.LoadAsync("a");
        Assert.Equal(-1, parts.Ranking.Choose(project, new ulong[project.Versions.Words], RequirementTraits.None));
    }

    [Fact]
    public async Task Choose_known_page_allocates_nothing()
    {
        var parts = new Parts(Requests.For("a"), Index);
        ProjectState project = await parts.LoadAsync("a");
        ulong[] all = Parts.Dependency("a>=1").PositionsIn(project.Versions);
        _ = parts.Ranking.Choose(project, all, RequirementTraits.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = parts.Ranking.Choose(project, all, RequirementTraits.None);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Drawbacks_greater_one_outweighs_all_smaller_ones()
    {
        Drawbacks[] drawbacks = Enum.GetValues<Drawbacks>();
        for (int i = 1; i < drawbacks.Length; i++)
        {
            Assert.True(drawbacks[i] > drawbacks[..i].Aggregate((all, one) => all | one));
        }
    }

    private static async Task<string> ChooseAsync(ResolutionRequest request, string specifier, RequirementTraits traits)
    {
        var parts = new Parts(request, Index);
        ProjectState project = await parts.LoadAsync("a");
        int position = parts.Ranking.Choose(project, Parts.Dependency("a" + specifier).PositionsIn(project.Versions), traits);
        return project.Versions.VersionAt(position).ToString();
    }
}
