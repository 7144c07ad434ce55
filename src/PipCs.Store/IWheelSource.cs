namespace PipCs.Store;

/// <summary>Where the store gets wheels that it does not have.</summary>
public interface IWheelSource
{
    /// <summary>Opens a wheel's bytes from the start. The stream ends with an exception where the body is cut short.</summary>
    ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken);
}
