using PipCs.Python.Installed;
using PipCs.Selection;

namespace PipCs.Installing;

/// <summary>Resolves a request by the stages of <c>install</c>, and stops before the environment changes.</summary>
internal static class RequestResolver
{
    internal static async Task<ResolveResult> RunAsync(ResolveRequest request, Session session, CancellationToken cancellationToken)
    {
        var installed = request.IgnoreInstalled ? InstalledDistributions.Scan([]) : SettledDistributions.Scan(() => InstalledDistributions.Scan(session.Interpreter), session.Reporter);
        var planRequest = new PlanRequest
        {
            Command = "install",
            Sources = request.Sources,
            Options = request.Options,
        };
        var read = await ReadRequest.ReadAsync(planRequest, session, cancellationToken).ConfigureAwait(false);
        await using var services = InstallServices.Open(read, session, cancellationToken);
        var plan = await InstallPlanner.PlanAsync(read, services, installed, cancellationToken).ConfigureAwait(false);
        return new([.. plan.Wheels.Select(ChosenDistribution.Of)], [.. plan.Kept.Select(ChosenDistribution.Of)]);
    }
}
