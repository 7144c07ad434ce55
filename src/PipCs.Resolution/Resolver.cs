namespace PipCs.Resolution;

/// <summary>Finds the newest consistent set (PubGrub), or says why there is none.</summary>
public static class Resolver
{
    /// <summary>Resolves a request. The same request and index give the same result in the same order.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is no consistent set; the message is pip's with an explanation.</exception>
    public static async ValueTask<ResolutionResult> ResolveAsync(ResolutionRequest request, IMetadataSource source, IResolutionObserver? observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return await new Resolution(request, source, observer is null ? null : new ObserverGate(observer), cancellationToken).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            request.Times?.End();
        }
    }
}
