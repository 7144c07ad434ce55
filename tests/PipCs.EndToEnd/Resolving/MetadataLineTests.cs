using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>The line below a project's heading names the metadata of the candidate that it told of, whatever arrives first; another that is chosen in the end has a line of its own.</summary>
public sealed class MetadataLineTests : IDisposable
{
    private const string ToldOf = "lib-2.0-py3-none-any.whl.metadata";
    private const string Chosen = "lib-1.0-py3-none-any.whl.metadata";

    private static readonly Func<FaultRequest, Stream, Task> Index = FaultServer.IndexWithMetadata(
        new WheelBuilder("app", "1.0").Module().Requires("lib", "cap"), new WheelBuilder("cap", "1.0").Module().Requires("lib<2"),
        new WheelBuilder("lib", "1.0").Module(), new WheelBuilder("lib", "2.0").Module());

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(ToldOf)]
    [InlineData(Chosen)]
    public void Install_one_answer_comes_late_lines_are_the_same_and_the_next_runs_too(string late)
    {
        using var server = new FaultServer(async (request, stream) =>
        {
            if (request.Path.EndsWith(late, StringComparison.Ordinal))
            {
                await Task.Delay(400);
            }

            await Index(request, stream);
        });
        var cold = DryRun(server);
        Assert.Contains($"Collecting lib (from app)\n  Downloading {ToldOf} (", cold, StringComparison.Ordinal);
        Assert.Contains($"\n  Downloading {Chosen} (", cold, StringComparison.Ordinal);
        Assert.EndsWith("Would install app-1.0 cap-1.0 lib-1.0\n", cold, StringComparison.Ordinal);
        Assert.Equal(cold.Replace("  Downloading ", "  Using cached ", StringComparison.Ordinal), DryRun(server));
    }

    [Fact]
    public void Install_only_the_chosen_metadata_is_cached_fetches_that_which_is_told_of()
    {
        using var server = new FaultServer(Index);
        _workspace.PipCs("install", "--dry-run", "--index-url", server.IndexUrl, "lib<2", "app").MustSucceed();
        var output = DryRun(server);
        Assert.Contains($"  Downloading {ToldOf} (", output, StringComparison.Ordinal);
        Assert.Contains($"  Using cached {Chosen} (", output, StringComparison.Ordinal);
    }

    private string DryRun(FaultServer server)
        => _workspace.PipCs("install", "--dry-run", "--index-url", server.IndexUrl, "app").MustSucceed().Output;
}
