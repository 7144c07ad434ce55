namespace PipCs.Store;

/// <summary>Gives the store the bytes of wheels that it does not have.</summary>
public interface IWheelSource
{
    /// <summary>Opens a wheel's bytes from the start. Reading throws where the body ends too early.</summary>
    ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken);
}
