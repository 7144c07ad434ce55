using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>What goes wrong while a resolution is under way: a clear error or the next candidate, as pip does; never a wrong result.</summary>
public sealed class ResolutionFaultTests : IDisposable
{
    private static readonly Func<FaultRequest, Stream, Task> Index = FaultServer.Index(
        new WheelBuilder("app", "1.0").Module().Requires("lib"), new WheelBuilder("app", "2.0").Module().Requires("lib>=2"),
        new WheelBuilder("lib", "1.0").Module(), new WheelBuilder("lib", "2.0").Module());

    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;

    public ResolutionFaultTests() => _unharmed = Unharmed.Begin(_workspace);

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("403 Forbidden")]
    public void Install_page_of_a_dependency_fails_says_which_index(string status)
    {
        using var server = Failing("/simple/lib/", status);
        var result = Install(server).MustFail().ErrorHas(
            "ERROR: Cannot install app==1.0 and app==2.0 because these package versions have conflicting dependencies.",
            "ERROR: ResolutionImpossible",
            $"{server.IndexUrl}lib/ could not be asked ({status}");
        Assert.DoesNotContain("lib 1.0", result.Error, StringComparison.Ordinal);
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_that_vanished_is_an_error_not_an_older_version()
    {
        using var server = Failing("/files/lib-2.0-py3-none-any.whl", "404 Not Found");
        Install(server).MustFail().ErrorHas("404", "lib-2.0-py3-none-any.whl");
        _unharmed.Check();
    }

    [Fact]
    public void Install_metadata_of_another_project_takes_the_next_candidate()
    {
        using var server = new FaultServer(FaultServer.Index(
            new WheelBuilder("lib", "1.0").Module(), new WheelBuilder("lib", "2.0") { MetadataName = "evil" }.Module()));
        var result = _workspace.PipCs("install", "--index-url", server.IndexUrl, "lib").MustSucceed();
        Assert.EndsWith("Successfully installed lib-1.0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("has inconsistent name: expected 'lib', but metadata has 'evil'", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_legacy_metadata_is_skipped_with_a_warning()
    {
        using var server = new FaultServer(FaultServer.Index(
            new WheelBuilder("lib", "1.0").Module(), new WheelBuilder("lib", "2.0").Module().Requires("other (>=1.x)")));
        var result = _workspace.PipCs("install", "--index-url", server.IndexUrl, "lib").MustSucceed();
        Assert.EndsWith("Successfully installed lib-1.0\n", result.Output, StringComparison.Ordinal);
        result.ErrorHas("WARNING: Ignoring version 2.0 of lib since it has invalid metadata:", "Please use pip<24.1 if you need to use this version.");
    }

    private static FaultServer Failing(string path, string status)
        => new((request, stream) => request.Path == path ? FaultServer.ReplyAsync(stream, status, "text/plain", "no") : Index(request, stream));

    private ProgramResult Install(FaultServer server) => _workspace.PipCs("install", "--index-url", server.IndexUrl, "--retries", "0", "app");
}
