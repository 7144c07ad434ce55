using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Resolution;
using PipCs.Resolving;

namespace PipCs.Tests.Resolving;

public sealed class OfflineGapsTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-gaps-").FullName;
    private readonly PackageIndex _index;
    private readonly SmallWorld _world;

    public OfflineGapsTests()
    {
        _index = new PackageIndex(new IndexOptions { Offline = true, IndexUrl = "https://index.test/simple" }, new CacheRoot(Path.Combine(_folder, "cache")), SilentReporter.Instance);
        _world = new SmallWorld(_index);
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Check_world_without_gaps_passes()
    {
        _world.Add("top", "1.0", "leaf").Add("leaf", "1.0");

        Assert.Empty(await LackingAsync(SmallWorld.Request("top")));
    }

    [Fact]
    public async Task Check_reports_all_gaps_at_once_in_order()
    {
        _world.Add("top", "1.0", "zebra", "middle", "bare").Add("middle", "1.0", "ant").AddWithoutMetadata("bare", "1.0");

        Assert.Equal(
            ["the metadata of bare-1.0-py3-none-any.whl", "the page of ant: https://index.test/simple/ant/", "the page of zebra: https://index.test/simple/zebra/"],
            await LackingAsync(SmallWorld.Request("top")));
    }

    [Fact]
    public async Task Check_page_of_a_root_is_lacking_is_reported_beside_the_gaps_of_the_others()
    {
        _world.Add("top", "1.0", "leaf");

        Assert.Equal(
            ["the page of leaf: https://index.test/simple/leaf/", "the page of other: https://index.test/simple/other/"],
            await LackingAsync(SmallWorld.Request("other", "top")));
    }

    [Theory]
    [InlineData("absent; python_version < '3'")]
    [InlineData("absent; extra == 'more'")]
    public async Task Check_what_does_not_apply_is_no_gap(string requirement)
    {
        _world.Add("top", "1.0", requirement);

        Assert.Empty(await LackingAsync(SmallWorld.Request("top")));
    }

    [Fact]
    public async Task Check_file_of_what_is_chosen_is_reported_where_it_is_lacking()
    {
        _world.Add("top", "1.0", "leaf<2").Add("leaf", "1.0").Add("leaf", "2.0");

        Assert.Equal(
            ["the file https://files.test/leaf-1.0-py3-none-any.whl"],
            await LackingAsync(SmallWorld.Request("top"), resolved => resolved.Candidate.Project.Value == "leaf" ? resolved.Candidate.File!.Value.Url : null));
    }

    [Fact]
    public async Task Check_without_a_solution_for_another_reason_passes()
    {
        _world.Add("top", "1.0", "leaf>=2").Add("leaf", "1.0");

        Assert.Empty(await LackingAsync(SmallWorld.Request("top")));
    }

    /// <summary>The lines of the error about what is lacking; none where the check passes.</summary>
    private async Task<string[]> LackingAsync(ResolutionRequest request, Func<ResolvedDistribution, string?>? lackingFile = null)
    {
        try
        {
            await OfflineGaps.CheckAsync(request, _world, _index, lackingFile ?? (static _ => null), TestContext.Current.CancellationToken);
            return [];
        }
        catch (UserErrorException error)
        {
            Assert.Equal("NotInCache", error.Code);
            return [.. error.Message.Split('\n')[1..].Select(static line => line.Trim())];
        }
    }
}
