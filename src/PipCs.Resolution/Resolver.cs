using PipCs.Standards.Markers;

namespace PipCs.Resolution;

/// <summary>Finds the newest consistent set (PubGrub), or throws the error that explains why there is none.</summary>
public static class Resolver
{
    /// <summary>Resolves a request. The same request and index give the same result in the same order.</summary>
    /// <param name="request">The request. Requirements and constraints whose markers do not hold are ignored.</param>
    /// <param name="source">The source of pages and metadata; called by one thread at a time.</param>
    /// <param name="observer">Gets pip's lines as the solver reaches them; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is no consistent set; the message is pip's last line, the hints explain.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async ValueTask<ResolutionResult> ResolveAsync(
        ResolutionRequest request, IMetadataSource source, IResolutionObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(source);
        request = request with
        {
            Requirements = Applying(request.Requirements, request.Environment),
            Constraints = Applying(request.Constraints, request.Environment),
        };
        try
        {
            return await new Resolution(request, source, observer is null ? null : new ObserverGate(observer), cancellationToken).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            request.Times?.End();
        }
    }

    private static IReadOnlyList<RootRequirement> Applying(IReadOnlyList<RootRequirement> given, MarkerEnvironment environment)
    {
        bool Applies(RootRequirement root) => root.Requirement.Marker is not { } marker || marker.Evaluate(environment);
        return given.All(Applies) ? given : [.. given.Where(Applies)];
    }
}
