using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>Whatever answer comes first: what is told of a failure is the same, to the letter.</summary>
public sealed class TimingTests
{
    private const int Runs = 10;

    public static TheoryData<string> Failing => new("aa==9 bb", "bb aa==9", "aa bb==2.0", "bb>=2 cc", "cc bb>=2", "dd cc", "cc dd", "left right", "right left aa", "many low<3", "low<3 many aa", "nothere aa", "aa nothere", "old aa");

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task ResolveAsync_failure_told_the_same_in_every_run(string requirements)
    {
        string expected = await FailAsync(requirements, null);
        for (int seed = 0; seed < Runs; seed++)
        {
            Assert.Equal(expected, await FailAsync(requirements, seed));
        }
    }

    [Theory]
    [InlineData("aa==9 bb", "Ignored the following yanked versions: 1.5")]
    [InlineData("bb aa==9", "Ignored the following yanked versions: 1.5")]
    [InlineData("dd cc", "Ignored the following yanked versions: 1.5")]
    [InlineData("bb==2.0 aa", "Ignored the following yanked versions: 1.7|Ignored the following versions that require a different python version: 2.0 Requires-Python >=99; 3.0 Requires-Python >=98")]
    public async Task ResolveAsync_ignored_versions_are_those_of_the_project_in_question(string requirements, string ignored)
    {
        var observer = new RecordingObserver();
        _ = await Assert.ThrowsAsync<UserErrorException>(async () => await Resolver.ResolveAsync(Requests.For(requirements.Split(' ')), Index(null), observer, TestContext.Current.CancellationToken));
        Assert.Equal(ignored.Split('|'), observer.Errors[..^1]);
    }

    private static async Task<string> FailAsync(string requirements, int? seed)
    {
        var observer = new RecordingObserver();
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(async () => await Resolver.ResolveAsync(
            Requests.For(requirements.Split(' ')), Index(seed), observer, TestContext.Current.CancellationToken));
        return string.Join('\n', [.. observer.Lines, .. observer.Errors, error.Message, .. error.Hints]);
    }

    private static MemoryIndex Index(int? seed)
    {
        var index = new MemoryIndex { Delay = seed is { } value ? new Random(value) : null }
            .Add("aa", "1.0").Add("aa", "1.5", new ReleaseFiles { IsYanked = true })
            .Add("bb", "1.0").Add("bb", "2.0", new ReleaseFiles { RequiresPython = ">=99" }).Add("bb", "3.0", new ReleaseFiles { RequiresPython = ">=98" }).Add("bb", "1.7", new ReleaseFiles { IsYanked = true })
            .Add("cc", "1.0").Add("cc", "4.0", new ReleaseFiles { RequiresPython = "<3" }).Add("cc", "1.3", new ReleaseFiles { IsYanked = true })
            .Add("dd", "1.0", "aa==9", "bb").Add("left", "1.0", "low<2").Add("right", "1.0", "low>=2", "bb").Add("low", "1").Add("low", "3")
            .Add("old", "1.0", new ReleaseFiles { MetadataRequiresPython = "<3" }).Add("old", "2.0", new ReleaseFiles { MetadataRequiresPython = ">=4" });
        foreach (int version in Enumerable.Range(1, 16))
        {
            _ = index.Add("many", $"{version}", version < 5 ? "low>=3" : "low>=3,<9");
        }

        return index;
    }
}
