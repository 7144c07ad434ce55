using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>A failing resolution over real sockets, ten times with answers in another order each: what is told is the same to the letter.</summary>
public sealed class TimingTests : IDisposable
{
    private const int Runs = 10;
    private const int LongestDelay = 12;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("aa==9 bb cc")]
    [InlineData("left right aa")]
    [InlineData("nothere bb old")]
    public void Install_that_fails_says_the_same_whatever_answers_first(string requirements)
    {
        var index = FaultServer.Index(
            new WheelBuilder("aa", "1.0").Requires("cc"), new WheelBuilder("bb", "1.0").Requires("cc"), new WheelBuilder("cc", "1.0"),
            new WheelBuilder("left", "1.0").Requires("cc", "low<2"), new WheelBuilder("right", "1.0").Requires("low>=2", "bb"),
            new WheelBuilder("low", "1.0"), new WheelBuilder("low", "3.0").Requires("nothere"), new WheelBuilder("old", "1.0").Header("Requires-Python: <3"));
        var random = new Random(requirements.Length);
        using var server = new FaultServer(async (request, stream) =>
        {
            int delay;
            lock (random)
            {
                delay = random.Next(LongestDelay);
            }

            await Task.Delay(delay, TestContext.Current.CancellationToken);
            await index(request, stream);
        });
        var told = Enumerable.Range(0, Runs)
            .Select(_ => _workspace.PipCs(["install", "--dry-run", "--no-cache-dir", "--index-url", server.IndexUrl, .. requirements.Split(' ')]).MustFail())
            .Select(result => (result.Error, Output: result.Output)).Distinct().ToList();
        Assert.Single(told);
    }
}
