using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Tests.Client;

namespace PipCs.Tests.Installing;

public sealed class InstallPlannerTests : IDisposable
{
    private readonly HelloEnvironment _environment = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task Plan_has_the_wheels_in_the_order_of_installing_with_their_provenance()
    {
        await using var planned = await PlanAsync(new PlanRequest { Command = "install", Sources = Asking("pipcs-hello"), Options = new() });
        var plan = planned.Plan;

        Assert.Equal(["pipcs-words 0 False", "pipcs-hello 1 False"], plan.Wheels.Select(wheel => $"{wheel.DisplayName} {wheel.Position} {wheel.Provenance.IsDirect}"));
        Assert.Equal([false, true], plan.Wheels.Select(wheel => wheel.Resolved.IsRequested));
        Assert.Empty(plan.Kept);
        Assert.Equal(["pipcs-hello", "pipcs-words"], plan.Projects.Select(project => project.Value).Order());
    }

    [Fact]
    public async Task Plan_of_dependencies_alone_leaves_out_what_was_named()
    {
        await using var planned = await PlanAsync(new PlanRequest { Command = "install", Sources = Asking("pipcs-hello"), Options = new(), OnlyDependencies = true });

        Assert.Equal(["pipcs-words"], planned.Plan.Wheels.Select(wheel => wheel.DisplayName));
        Assert.Equal(2, planned.Plan.Projects.Count);
    }

    [Fact]
    public async Task Plan_of_a_path_is_direct()
    {
        var path = Path.Combine(HelloEnvironment.Packages, "pipcs_words-1.0-py3-none-any.whl");

        await using var planned = await PlanAsync(new PlanRequest { Command = "install", Sources = Asking(path), Options = new() });

        var wheel = Assert.Single(planned.Plan.Wheels);
        Assert.Equal(("file://" + path, true), (wheel.Provenance.Url, wheel.Provenance.IsDirect));
        Assert.Equal("00", wheel.Provenance.ToDirectUrl("00").Archive!.Hashes!["sha256"]);
        Assert.Null(wheel.Provenance.ToDirectUrl(null).Archive!.Hashes);
    }

    [Fact]
    public async Task Request_for_nothing_is_refused_before_services_are_opened()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => PlanAsync(new PlanRequest { Command = "install", Sources = new(), Options = new() }));

        Assert.Equal("NothingToInstall", error.Code);
    }

    [Fact]
    public async Task Plans_of_one_command_share_its_services()
    {
        var read = await ReadRequest.ReadAsync(new PlanRequest { Command = "install", Sources = Asking("pipcs-words"), Options = new() }, _environment.Client.Session, Token);
        await using var services = InstallServices.Open(read, _environment.Client.Session, Token);
        var nested = await ReadRequest.ReadAsync(new PlanRequest { Command = "install", Sources = Asking("pipcs-hello"), Options = new() }, _environment.Client.Session, Token);

        var first = await InstallPlanner.PlanAsync(read, services, InstalledDistributions.Scan([]), Token);
        var second = await InstallPlanner.PlanAsync(nested, services, InstalledDistributions.Scan([]), Token);

        Assert.Equal((1, 2), (first.Wheels.Count, second.Wheels.Count));
    }

    private async Task<Planned> PlanAsync(PlanRequest request)
    {
        var session = _environment.Client.Session;
        var read = await ReadRequest.ReadAsync(request, session, Token);
        var services = InstallServices.Open(read, session, Token);
        return new Planned(await InstallPlanner.PlanAsync(read, services, InstalledDistributions.Scan([]), Token), services);
    }

    private static RequirementSources Asking(params string[] arguments) => new() { Arguments = arguments };

    private sealed record Planned(InstallPlan Plan, InstallServices Services) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Services.DisposeAsync();
    }
}
